package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keys share the load; one that was refused rests, and some key is always named. */
final class KeyRingTest {
    private static final List<String> KEYS = List.of("sk-a", "sk-b", "sk-c");

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final KeyRing ring = new KeyRing(clock::get);

    private Map<String, Long> picks(int many) {
        return IntStream.range(0, many)
                .parallel()
                .mapToObj(i -> ring.pick(KEYS))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void keys_are_taken_in_turn() {
        assertThat(Stream.generate(() -> ring.pick(KEYS)).limit(6))
                .containsExactly("sk-a", "sk-b", "sk-c", "sk-a", "sk-b", "sk-c");
    }

    @Test
    void threads_that_pick_together_share_the_keys_evenly() {
        assertThat(picks(3_000)).isEqualTo(Map.of("sk-a", 1_000L, "sk-b", 1_000L, "sk-c", 1_000L));
    }

    @Test
    void the_others_share_the_load_of_a_key_that_rests() {
        ring.rest("sk-a", Duration.ofSeconds(10));

        assertThat(picks(1_000)).isEqualTo(Map.of("sk-b", 500L, "sk-c", 500L));
    }

    @Test
    void a_key_comes_back_when_its_rest_is_over() {
        ring.rest("sk-a", Duration.ofSeconds(10));

        pass(Duration.ofMillis(9_999));
        assertThat(picks(30)).doesNotContainKey("sk-a");
        pass(Duration.ofMillis(1));
        assertThat(picks(30)).containsKey("sk-a");
    }

    @Test
    void if_all_rest_the_one_whose_rest_ends_first_is_taken() {
        ring.rest("sk-a", Duration.ofSeconds(30));
        ring.rest("sk-b", Duration.ofSeconds(10));
        ring.rest("sk-c", Duration.ofSeconds(20));

        assertThat(picks(10)).containsOnlyKeys("sk-b");
    }

    @Test
    void a_shorter_rest_does_not_end_a_longer_one() {
        ring.rest("sk-a", Duration.ofMinutes(10));
        ring.rest("sk-a", Duration.ofSeconds(1));

        pass(Duration.ofSeconds(2));
        assertThat(picks(30)).doesNotContainKey("sk-a");
    }

    @Test
    void no_rest_is_longer_than_a_day_and_one_of_no_time_is_none() {
        ring.rest("sk-a", Duration.ofSeconds(Long.MAX_VALUE));
        ring.rest("sk-b", Duration.ZERO);
        ring.rest("sk-c", Duration.ofSeconds(-5));

        assertThat(picks(30)).containsOnlyKeys("sk-b", "sk-c");
        pass(Duration.ofDays(1));
        assertThat(picks(30)).containsOnlyKeys("sk-a", "sk-b", "sk-c");
    }

    @Test
    void another_key_is_one_that_differs_and_does_not_rest() {
        assertThat(ring.another(KEYS, "sk-a")).isTrue();

        ring.rest("sk-b", Duration.ofSeconds(10));
        ring.rest("sk-c", Duration.ofSeconds(20));
        assertThat(ring.another(KEYS, "sk-a")).isFalse();
        assertThat(ring.another(KEYS, "sk-b")).isTrue();

        pass(Duration.ofSeconds(10));
        assertThat(ring.another(KEYS, "sk-a")).isTrue();
    }

    @Test
    void one_key_has_no_other_and_is_used_even_while_it_rests() {
        ring.rest("sk-a", Duration.ofSeconds(10));

        assertThat(ring.another(List.of("sk-a"), "sk-a")).isFalse();
        assertThat(ring.pick(List.of("sk-a"))).isEqualTo("sk-a");
    }

    @Test
    void no_keys_are_an_empty_key() {
        assertThat(ring.pick(List.of())).isEmpty();
        assertThat(ring.another(List.of(), "")).isFalse();
    }

    @Test
    void keys_stay_out_of_its_text() {
        ring.rest("sk-a", Duration.ofSeconds(10));

        assertThat(ring.toString()).doesNotContain("sk-");
    }
}
