package org.bactrian.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bactrian.embedding.VectorCache.Vector;
import org.junit.jupiter.api.Test;

/** Vectors are kept for a day, within bounds. */
final class EmbedCacheTest {
    private final AtomicLong nanos = new AtomicLong();
    private final VectorCache cache = new VectorCache(100_000, nanos::get);

    @Test
    void a_vector_is_found_until_it_is_a_day_old() {
        cache.put("key", new Vector(new float[] {1}, 3));

        nanos.addAndGet(Duration.ofHours(23).toNanos());
        assertThat(cache.get("key")).isNotNull();
        nanos.addAndGet(Duration.ofHours(2).toNanos());
        assertThat(cache.get("key")).isNull();
    }

    @Test
    void old_vectors_make_room_for_new_ones() {
        for (int i = 0; i < 1_000; i++) {
            cache.put("key" + i, new Vector(new float[1_000], 3));
        }

        await().untilAsserted(() -> assertThat(IntStream.range(0, 1_000)
                        .filter(i -> cache.get("key" + i) != null)
                        .count())
                .isBetween(1L, 25L));
    }

    @Test
    void everything_can_be_forgotten() {
        cache.put("key", new Vector(new float[] {1}, 3));

        cache.clear();

        assertThat(cache.get("key")).isNull();
    }
}
