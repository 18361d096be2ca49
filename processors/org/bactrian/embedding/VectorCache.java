package org.bactrian.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Vectors that were made already, bounded in bytes and in age: a provider may change a model under its name. Thread-safe. */
public final class VectorCache {
    private static final Duration OLDEST = Duration.ofHours(24);
    private static final int OVERHEAD = 300;

    private final Cache<String, Vector> vectors;

    /** An empty one that holds about so many bytes. */
    public VectorCache(long bytes, Ticker ticker) {
        this.vectors = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String key, Vector vector) -> OVERHEAD + Float.BYTES * vector.numbers().length)
                .expireAfterWrite(OLDEST)
                .ticker(ticker)
                .build();
    }

    /**
     * A vector that is kept.
     *
     * @param numbers not to be changed
     * @param tokens of its text, as we count them
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Vector(float[] numbers, int tokens) {}

    public @Nullable Vector get(String key) {
        return vectors.getIfPresent(key);
    }

    public void put(String key, Vector vector) {
        vectors.put(key, vector);
    }

    /** Forgets everything. */
    public void clear() {
        vectors.invalidateAll();
    }
}
