package org.bactrian.answers.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept questions by meaning. */
final class SemanticIndexTest {
    private static final Scope HERE = new Scope("acme", "triage", "triage.v1", "identity");
    private static final Duration TTL = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock();

    private static float[] vector(double angle) {
        return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }

    private Kept kept(Scope scope, String question) {
        return new Kept(
                scope,
                "ann",
                "key-" + question,
                question,
                "answer to " + question,
                clock.instant(),
                clock.instant().plus(TTL));
    }

    private static List<String> questions(List<Neighbour> neighbours) {
        return neighbours.stream().map(neighbour -> neighbour.kept().question()).toList();
    }

    @Test
    void what_was_just_added_is_found_nearest_first_with_its_cosine() {
        try (SemanticIndex index = SemanticIndex.inMemory(100, clock)) {
            index.add(kept(HERE, "far"), vector(0.5));
            index.add(kept(HERE, "near"), vector(0.1));
            List<Neighbour> found = index.nearest(HERE, vector(0), 5);
            assertThat(questions(found)).containsExactly("near", "far");
            assertThat(found.get(0).cosine()).isCloseTo(Math.cos(0.1), org.assertj.core.api.Assertions.within(1e-6));
            assertThat(found.get(0).kept()).isEqualTo(kept(HERE, "near"));
        }
    }

    @Test
    void a_thousand_nearer_questions_of_other_scopes_do_not_hide_the_one_of_this_scope() {
        try (SemanticIndex index = SemanticIndex.inMemory(10_000, clock)) {
            Random random = new Random(1);
            List<Scope> others = List.of(
                    new Scope("other", "triage", "triage.v1", "identity"),
                    new Scope("acme", "other", "triage.v1", "identity"),
                    new Scope("acme", "triage", "triage.v2", "identity"),
                    new Scope("acme", "triage", "triage.v1", "other"));
            for (int i = 0; i < 1000; i++) {
                index.add(kept(others.get(i % 4), "theirs " + i), vector(random.nextDouble() / 100));
            }
            index.add(kept(HERE, "ours"), vector(1));
            assertThat(questions(index.nearest(HERE, vector(0), 5))).containsExactly("ours");
            assertThat(index.nearest(new Scope("third", "triage", "triage.v1", "identity"), vector(0), 5))
                    .isEmpty();
        }
    }

    @Test
    void an_answer_is_found_until_its_time_is_over() {
        try (SemanticIndex index = SemanticIndex.inMemory(100, clock)) {
            index.add(kept(HERE, "q"), vector(0));
            clock.pass(TTL.minusMillis(1));
            assertThat(index.nearest(HERE, vector(0), 5)).hasSize(1);
            clock.pass(Duration.ofMillis(1));
            assertThat(index.nearest(HERE, vector(0), 5)).isEmpty();
        }
    }

    @Test
    void a_fresh_answer_takes_the_place_of_the_old_one() {
        try (SemanticIndex index = SemanticIndex.inMemory(100, clock)) {
            index.add(kept(HERE, "q"), vector(0));
            clock.pass(Duration.ofMinutes(5));
            index.add(kept(HERE, "q"), vector(0));
            assertThat(index.nearest(HERE, vector(0), 5))
                    .singleElement()
                    .satisfies(found -> assertThat(found.kept().made()).isEqualTo(clock.instant()));
            assertThat(index.size()).isEqualTo(1);
        }
    }

    @Test
    void the_oldest_go_when_there_are_too_many() {
        try (SemanticIndex index = SemanticIndex.inMemory(320, clock)) {
            for (int i = 0; i < 1000; i++) {
                clock.pass(Duration.ofMillis(1));
                index.add(kept(HERE, "q" + i), vector(i / 1000.0));
            }
            assertThat(index.size()).isBetween(320, 331);
            assertThat(questions(index.nearest(HERE, vector(0.999), 1))).containsExactly("q999");
            assertThat(questions(index.nearest(HERE, vector(0), 1))).doesNotContain("q0");
        }
    }

    @Test
    void answers_and_notes_survive_a_restart(@TempDir Path folder) {
        try (SemanticIndex index = SemanticIndex.open(folder, 100, clock)) {
            index.add(kept(HERE, "q"), vector(0));
            index.note("n", "first");
            index.note("n", "second");
        }
        try (SemanticIndex index = SemanticIndex.open(folder, 100, clock)) {
            assertThat(questions(index.nearest(HERE, vector(0), 5))).containsExactly("q");
            assertThat(index.notes()).containsExactly(java.util.Map.entry("n", "second"));
            assertThat(index.size()).isEqualTo(1);
        }
    }

    @Test
    void a_damaged_index_is_started_anew(@TempDir Path folder) throws IOException {
        try (SemanticIndex index = SemanticIndex.open(folder, 100, clock)) {
            index.add(kept(HERE, "q"), vector(0));
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("segments_"))
                    .toList()) {
                Files.writeString(file, "damaged");
            }
        }
        try (SemanticIndex index = SemanticIndex.open(folder, 100, clock)) {
            assertThat(index.size()).isZero();
            index.add(kept(HERE, "again"), vector(0));
            assertThat(questions(index.nearest(HERE, vector(0), 5))).containsExactly("again");
        }
    }

    @Test
    void a_folder_that_is_open_elsewhere_is_refused_at_once_by_its_name(@TempDir Path folder) {
        try (SemanticIndex index = SemanticIndex.open(folder, 100, clock)) {
            assertThatThrownBy(() -> SemanticIndex.open(folder, 100, clock))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(folder + " is open elsewhere");
            assertThat(index.size()).isZero();
        }
        SemanticIndex.open(folder, 100, clock).close();
    }

    @Test
    void a_folder_that_cannot_be_used_is_named(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        assertThatThrownBy(() -> SemanticIndex.open(file, 100, clock))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file + " cannot be opened");
    }

    @Test
    void a_purge_takes_what_matches_every_part_and_nothing_else() {
        try (SemanticIndex index = SemanticIndex.inMemory(100, clock)) {
            Scope v2 = new Scope("acme", "triage", "triage.v2", "identity");
            index.add(kept(HERE, "a"), vector(0));
            index.add(kept(HERE, "b"), vector(0.1));
            index.add(kept(v2, "c"), vector(0.2));
            index.note("n", "stays");
            assertThat(index.purge(new Purge(null, "triage", null, "bob", null)))
                    .isEmpty();
            assertThat(index.purge(new Purge(null, null, null, null, "key-a"))).hasSize(1);
            assertThat(index.purge(new Purge("acme", "triage", "triage.v2", "ann", null)))
                    .hasSize(1);
            assertThat(questions(index.nearest(HERE, vector(0), 5))).containsExactly("b");
            assertThat(index.purge(new Purge(null, null, null, null, null))).hasSize(1);
            assertThat(index.size()).isZero();
            assertThat(index.notes()).hasSize(1);
        }
    }
}
