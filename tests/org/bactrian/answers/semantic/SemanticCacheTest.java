package org.bactrian.answers.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bactrian.answers.semantic.Lookup.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The semantic cache with its bounded error. */
final class SemanticCacheTest {
    private static final Scope SCOPE = new Scope("acme", "howto", "howto.v1", "identity");
    private static final double BOUND = 0.2;
    private static final int ENOUGH = 450;

    private final ManualClock clock = new ManualClock();
    private final SemanticIndex index = SemanticIndex.inMemory(10_000, clock);
    private final List<Boolean> turns = new ArrayList<>();
    private final SemanticCache cache = cache(index);
    private final Callers callers = new Callers(cache, SCOPE, BOUND);

    private SemanticCache cache(SemanticIndex of) {
        Watch watch = (feature, prompt, standing) -> turns.add(standing.serving());
        return new SemanticCache(of, new WordBag(), new SameFields(), 0.1, new Random(1), watch);
    }

    @Test
    void nothing_is_served_until_enough_would_be_hits_were_right() {
        for (int i = 0; i < ENOUGH && !cache.standing(SCOPE, BOUND).serving(); i++) {
            assertThat(callers.hits()).isZero();
            callers.ask(1);
        }
        assertThat(cache.standing(SCOPE, BOUND).checked()).isGreaterThanOrEqualTo(20);
        assertThat(turns).containsExactly(true);
        callers.ask(100);
        assertThat(callers.hits()).isPositive();
    }

    @Test
    void once_it_serves_most_calls_are_saved_and_few_answers_are_wrong() {
        callers.ask(ENOUGH);
        callers.forgetCounts();
        callers.ask(500);
        assertThat(callers.hits()).isGreaterThan(250);
        assertThat((double) callers.wrong() / callers.hits()).isLessThan(BOUND);
    }

    @Test
    void a_share_of_the_hits_is_checked_against_a_fresh_answer() {
        callers.ask(ENOUGH);
        callers.forgetCounts();
        callers.ask(1000);
        assertThat((double) callers.verified() / (callers.verified() + callers.hits()))
                .isBetween(0.06, 0.14);
    }

    @Test
    void a_model_that_begins_to_answer_otherwise_is_noticed_after_a_few_checks() {
        callers.ask(ENOUGH);
        AtomicInteger call = new AtomicInteger();
        callers.answeredBy(topic -> topic + " " + call.incrementAndGet());
        callers.forgetCounts();
        callers.ask(150);
        assertThat(callers.hits()).isBetween(1, 120);
        callers.forgetCounts();
        callers.ask(150);
        assertThat(callers.hits()).isZero();
    }

    @Test
    void when_checked_hits_prove_wrong_the_feature_stops_whatever_its_entries_say_and_says_so() {
        callers.ask(ENOUGH);
        assertThat(cache.standing(SCOPE, BOUND).serving()).isTrue();
        Lookup check = wouldHit();
        for (int i = 0; i < 10; i++) {
            cache.learn(check, "paint");
        }
        assertThat(turns).containsExactly(true, false);
        assertThat(cache.standing(SCOPE, BOUND).serving()).isFalse();
        callers.forgetCounts();
        callers.ask(30);
        assertThat(callers.hits()).isZero();
    }

    /** A lookup as of an entry that is quite sure of itself. */
    private Lookup wouldHit() {
        callers.ask("How do I mend a bicycle?", "mend");
        Lookup lookup = cache.lookup(new Asked(SCOPE, "How can I mend a bicycle?", BOUND));
        Match match = new Match(lookup.match().candidate(), lookup.match().likeness(), 0, true);
        return new Lookup(Outcome.MISS, "", lookup.asked(), lookup.place(), match);
    }

    @Test
    void a_model_that_never_answers_twice_the_same_is_never_served_from_the_cache() {
        AtomicInteger call = new AtomicInteger();
        callers.answeredBy(topic -> topic + " " + call.incrementAndGet());
        callers.ask(600);
        assertThat(callers.hits()).isZero();
        assertThat(turns).isEmpty();
    }

    @Test
    void what_a_guard_forbids_is_no_hit_however_near_it_is() {
        callers.ask(ENOUGH);
        callers.ask("How do I mend a bicycle with 5 spokes?", "5");
        Lookup lookup = cache.lookup(new Asked(SCOPE, "How do I mend a bicycle with 50 spokes?", BOUND));
        assertThat(lookup.outcome()).isEqualTo(Outcome.MISS);
        assertThat(lookup.kept()).isNull();
    }

    @Test
    void a_guard_says_why_nothing_was_found() {
        callers.ask("When will you send me order 1234?", "1234");
        Lookup lookup = cache.lookup(new Asked(SCOPE, "When will you send me order 4321?", BOUND));
        assertThat(lookup.reason()).isEqualTo("the nearest differs by its number");
        assertThat(lookup).hasToString("MISS: the nearest differs by its number");
    }

    @Test
    void another_tenant_never_gets_the_answer() {
        callers.ask(ENOUGH);
        Callers others = new Callers(cache, new Scope("other", "howto", "howto.v1", "identity"), BOUND);
        Lookup lookup = others.ask("How do I mend a bicycle?", "mend a bicycle");
        assertThat(lookup.kept()).isNull();
        assertThat(lookup.reason()).isEqualTo("nothing near");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wie setze ich mein Passwort zurück?", "密码怎么重置", "  "})
    void a_question_the_guards_cannot_read_is_neither_found_nor_kept(String question) {
        callers.ask(question, "answer");
        assertThat(callers.ask(question, "answer").outcome()).isEqualTo(Outcome.MISS);
        assertThat(index.size()).isZero();
    }

    @Test
    void a_question_longer_than_the_window_is_neither_found_nor_kept() {
        String question = "why is it so ".repeat(6);
        assertThat(callers.ask(question, "answer").reason()).contains("too long");
        assertThat(index.size()).isZero();
    }

    @Test
    void what_was_learnt_survives_a_restart(@TempDir Path folder) {
        Standing before;
        try (SemanticIndex first = SemanticIndex.open(folder, 10_000, clock)) {
            SemanticCache cache = cache(first);
            new Callers(cache, SCOPE, BOUND).ask(ENOUGH);
            before = cache.standing(SCOPE, BOUND);
            assertThat(before.serving()).isTrue();
        }
        try (SemanticIndex second = SemanticIndex.open(folder, 10_000, clock)) {
            SemanticCache cache = cache(second);
            Callers again = new Callers(cache, SCOPE, BOUND);
            assertThat(cache.standing(SCOPE, BOUND)).isEqualTo(before);
            again.ask(100);
            assertThat(again.hits()).isGreaterThan(30);
        }
    }

    @Test
    void another_bound_is_to_be_earned_anew() {
        callers.ask(ENOUGH);
        assertThat(cache.standing(SCOPE, 0.05)).isEqualTo(new Standing(0, 0, 1, false));
        new Callers(cache, SCOPE, 0.05).ask(1);
        assertThat(turns).containsExactly(true, false);
    }

    @Test
    void another_prompt_is_to_be_earned_anew() {
        callers.ask(ENOUGH);
        Scope next = new Scope("acme", "howto", "howto.v2", "identity");
        assertThat(cache.standing(next, BOUND)).isEqualTo(new Standing(0, 0, 1, false));
    }

    @Test
    void a_purge_takes_answers_and_what_was_learnt_of_them() {
        callers.ask(300);
        int kept = index.size();
        assertThat(cache.purge(new Purge(null, "howto", null, null, null))).isEqualTo(kept);
        assertThat(index.size()).isZero();
        assertThat(index.notes().keySet()).allMatch(id -> id.startsWith("feature:"));
    }

    @Test
    void an_answer_that_has_expired_is_no_hit() {
        callers.ask(ENOUGH);
        clock.pass(Duration.ofHours(1));
        assertThat(cache.lookup(new Asked(SCOPE, "How do I mend a bicycle?", BOUND))
                        .kept())
                .isNull();
    }

    @Test
    void many_threads_lose_no_comparison() {
        Lookup would = wouldHit();
        IntStream.range(0, 400).parallel().forEach(i -> assertThat(cache.learn(would, "mend"))
                .contains(true));
        assertThat(cache.standing(SCOPE, BOUND).checked()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 0.51, Double.NaN})
    void a_bound_out_of_range_is_refused_with_an_example(double bound) {
        assertThatThrownBy(() -> new Asked(SCOPE, "q", bound)).hasMessageContaining("e.g. 0.02");
    }

    @Test
    void the_question_stays_out_of_the_log() {
        assertThat(new Asked(SCOPE, "a secret", BOUND).toString()).doesNotContain("secret");
    }
}
