package org.bactrian.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Claim.Served;
import org.bactrian.provider.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kept answers are bounded, go when told, and are known by their age. */
final class KeptAnswersTest {
    private final FakeClock clock = new FakeClock();
    private final Answers answers =
            new Answers(1 << 20, clock, new MemoryReceipts(), Peers.NONE, TestClaim.NO_MEANINGS);

    private TestClaim keeps(TestClaim claim, String text) {
        answers.claim(claim);
        answers.release(claim.answers(TestClaim.complete(text)));
        return claim;
    }

    private boolean isKept(String question) {
        TestClaim probe = TestClaim.of(question);
        boolean asks = answers.claim(probe);
        if (asks) {
            answers.release(probe);
        }
        return !asks;
    }

    @Test
    void a_caller_who_wants_nothing_older_gets_a_fresh_answer_and_it_is_kept_for_the_next() {
        keeps(TestClaim.of("q"), "old");
        clock.pass(Duration.ofSeconds(61));

        assertThat(answers.claim(TestClaim.of("q").maxAge(Duration.ofSeconds(61))))
                .isFalse();
        TestClaim picky = TestClaim.of("q").maxAge(Duration.ofSeconds(60));
        assertThat(answers.claim(picky)).isTrue();
        answers.release(picky.answers(TestClaim.complete("new")));

        TestClaim next = TestClaim.of("q");
        answers.claim(next);
        assertThat(next.answer()).isEqualTo(TestClaim.complete("new"));
    }

    @Test
    void a_hit_knows_when_its_answer_was_made() {
        keeps(TestClaim.of("q"), "42");
        clock.pass(Duration.ofSeconds(90));

        TestClaim next = TestClaim.of("q");
        answers.claim(next);

        assertThat(next.served()).isEqualTo(Served.HIT);
        assertThat(next.taken().age(clock.instant())).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @CsvSource({
        "default, feature, prompt.v1, ada, k, true",
        "default,,,,, true",
        ", feature,,,, true",
        ",, prompt.v1,,, true",
        ",,, ada,, true",
        ",,,, k, true",
        "another,,,,, false",
        ", another,,,, false",
        ",, prompt.v2,,, false",
        ",,, bob,, false",
        ",,,, k2, false",
        "another, feature,,,, false"
    })
    void a_purge_takes_what_matches_in_every_part_that_it_names(
            String tenant, String feature, String prompt, String user, String key, boolean goes) {
        keeps(TestClaim.of("q").key("k").stale(), "42");

        int gone = answers.forget(new Purge(tenant, feature, prompt, user, key));

        assertThat(gone).isEqualTo(goes ? 1 : 0);
        assertThat(isKept("q")).isEqualTo(!goes);
        assertThat(answers.lastGood("q") == null).isEqualTo(goes);
    }

    @Test
    void an_answer_that_was_being_made_during_a_purge_is_not_kept_after_it() {
        TestClaim slow = TestClaim.of("q").stale();
        answers.claim(slow);
        answers.purge(new Purge(null, "feature", null, null, null));

        answers.release(slow.answers(TestClaim.complete("42")));

        assertThat(isKept("q")).isFalse();
        assertThat(answers.lastGood("q")).isNull();
    }

    @Test
    void a_purge_of_something_else_does_not_matter_to_it() {
        TestClaim slow = TestClaim.of("q");
        answers.claim(slow);
        answers.purge(new Purge(null, "another", null, null, null));

        answers.release(slow.answers(TestClaim.complete("42")));

        assertThat(isKept("q")).isTrue();
    }

    @Test
    void a_purge_of_a_key_takes_what_is_on_record_for_it() {
        keeps(TestClaim.keyed("k", "request"), "42");

        assertThat(answers.purge(new Purge("default", null, null, null, "k"))).isEqualTo(1);

        assertThat(answers.claim(TestClaim.keyed("k", "another body"))).isTrue();
    }

    @Test
    void a_request_whose_user_is_purged_while_it_is_answered_leaves_nothing_on_record() {
        TestClaim slow = TestClaim.keyed("k", "request");
        answers.claim(slow);
        answers.purge(new Purge(null, null, null, "ada", null));

        answers.release(slow.answers(TestClaim.complete("42")));

        assertThat(answers.claim(TestClaim.keyed("k", "request"))).isTrue();
    }

    @Test
    void a_purge_that_cannot_reach_what_is_kept_by_meaning_says_so_and_takes_all_the_rest() {
        MemoryReceipts receipts = new MemoryReceipts();
        Meanings broken = new Meanings(
                () -> true,
                () -> {
                    throw new IllegalStateException("the folder is a file");
                },
                (feature, right) -> {});
        Answers damaged = new Answers(1 << 20, clock, receipts, Peers.NONE, broken);
        TestClaim claim = TestClaim.of("q").key("k");
        damaged.claim(claim);
        damaged.release(claim.answers(TestClaim.complete("42")));

        assertThatThrownBy(() -> damaged.purge(new Purge(null, null, null, "ada", null)))
                .isInstanceOf(LlmUnavailable.class)
                .hasMessageContaining("by meaning", "the folder is a file");

        assertThat(receipts.of("k")).isNull();
        assertThat(damaged.claim(TestClaim.of("q"))).isTrue();
    }

    @Test
    void what_is_kept_is_bounded_in_bytes() {
        String text = "x".repeat(10_000);
        for (int i = 0; i < 1_000; i++) {
            keeps(TestClaim.of("q" + i), text);
        }

        int kept = 0;
        for (int i = 0; i < 1_000; i++) {
            kept += isKept("q" + i) ? 1 : 0;
        }
        assertThat(kept).isBetween(1, (1 << 20) / (2 * text.length()));
    }

    @Test
    void an_answer_written_as_bytes_is_read_as_it_was() throws Exception {
        Map<String, Kept> kept = new HashMap<>();
        kept.put(
                "structured",
                new Kept(
                        new Answer("{\"a\":\"é\\n\"}", true, "gpt", true, new Usage(10, 4, 2, 7, 3)),
                        new Origin("t", "f", "p.v1", "u", ""),
                        clock.instant(),
                        Duration.ofMinutes(5)));
        kept.put("plain", new Kept(TestClaim.cutOff(""), TestClaim.of("q").origin(), clock.instant(), Duration.ZERO));

        for (Kept one : kept.values()) {
            assertThat(KeptJson.read(KeptJson.write(one))).isEqualTo(one);
        }
    }
}
