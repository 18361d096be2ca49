package org.bactrian.answers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers kept in memory, bounded in bytes and by time: for the same question, and for bad days. Thread-safe. */
final class Caches {
    private final InstantSource clock;
    private final Cache<String, Kept> exact;
    private final Cache<String, Kept> lastGood;
    private final Purges purges = new Purges();

    Caches(long maxBytes, InstantSource clock) {
        this.clock = clock;
        this.exact = bounded(maxBytes)
                .ticker(() -> nanos(clock.instant()))
                .expireAfter(Expiry.writing((String key, Kept kept) -> kept.left(clock.instant())))
                .build();
        this.lastGood = bounded(maxBytes).build();
    }

    private static Caffeine<String, Kept> bounded(long maxBytes) {
        return Caffeine.newBuilder()
                .executor(Runnable::run) // else the bound is kept late, by a pool that others use too
                .maximumWeight(maxBytes)
                .weigher((String key, Kept kept) -> key.length() + kept.weight());
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    @Nullable
    Kept exact(String fingerprint) {
        return exact.getIfPresent(fingerprint);
    }

    @Nullable
    Kept lastGood(String fingerprint) {
        return lastGood.getIfPresent(fingerprint);
    }

    /** Keeps what another process has made. */
    void put(String fingerprint, Kept kept) {
        if (kept.left(clock.instant()).compareTo(Duration.ZERO) > 0) {
            exact.put(fingerprint, kept);
        }
    }

    /** Keeps the answer of a call wherever the call allows; returns whether it may be kept. */
    boolean keep(String fingerprint, Claim claim, Kept kept) {
        if (!kept.answer().complete() || !claim.writesCache() || isPurged(claim)) {
            return false;
        }
        if (claim.keepsStale()) {
            lastGood.put(fingerprint, kept);
        }
        put(fingerprint, kept);
        if (isPurged(claim)) { // a purge that came between the look and the put found nothing
            lastGood.invalidate(fingerprint);
            exact.invalidate(fingerprint);
            return false;
        }
        return true;
    }

    private boolean isPurged(Claim claim) {
        return !purgesOf(claim).isEmpty();
    }

    /** The purges that came since a call began and that its answer falls under. */
    List<Purge> purgesOf(Claim claim) {
        return purges.since(claim.since(), claim.origin());
    }

    /** Forgets the answers that match, and those that are being made; returns how many there were. */
    int forget(Purge purge) {
        purges.add(purge, clock.instant());
        int before = exact.asMap().size();
        exact.asMap().values().removeIf(kept -> purge.matches(kept.origin()));
        lastGood.asMap().values().removeIf(kept -> purge.matches(kept.origin()));
        return Math.max(0, before - exact.asMap().size());
    }

    /** Answers in the exact cache whose time is not over. */
    long entries() {
        exact.cleanUp();
        return exact.estimatedSize();
    }

    /** What they take in memory, roughly. */
    long bytes() {
        exact.cleanUp();
        return exact.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    void forget(String fingerprint) {
        exact.invalidate(fingerprint);
    }
}
