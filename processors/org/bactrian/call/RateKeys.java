package org.bactrian.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.bactrian.config.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Keys for the {@code throttle} EIP, which keeps one permit object per allowed request and per key for ten of its
 * periods. A key holds the limit (a lowered limit would block callers) and the minute (so that a window ends on the
 * minute and the time to it can be told). The number of permits alive is bounded: beyond it, callers of one limit share
 * a few keys, which lets through less than their limits allow, never more. Thread-safe.
 */
final class RateKeys {
    static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Duration KEPT_BY_THROTTLE = PERIOD.multipliedBy(11);
    private static final int SHARED_KEYS = 16;

    private final Clock clock;
    private final long mostPermits;
    private final AtomicLong permits = new AtomicLong();
    private final Cache<String, Integer> known = Caffeine.newBuilder()
            .expireAfterWrite(KEPT_BY_THROTTLE)
            .removalListener(this::forget)
            .build();

    RateKeys(Clock clock, long mostPermits) {
        this.clock = clock;
        this.mostPermits = mostPermits;
    }

    String key(String feature, Identity identity, int limit) {
        long minute = clock.instant().getEpochSecond() / PERIOD.toSeconds();
        String who = Hash.of(identity.tenant(), identity.user());
        String key = minute + "|" + feature + "|" + limit + "|" + who;
        if (known.getIfPresent(key) != null || admitted(key, limit)) {
            return key;
        }
        return minute + "|" + limit + "|shared-" + Math.floorMod(key.hashCode(), SHARED_KEYS);
    }

    private boolean admitted(String key, int limit) {
        if (permits.get() + limit > mostPermits) {
            return false;
        }
        if (known.asMap().putIfAbsent(key, limit) == null) {
            permits.addAndGet(limit);
        }
        return true;
    }

    private void forget(@Nullable String key, @Nullable Integer limit, RemovalCause cause) {
        if (limit != null) {
            permits.addAndGet(-limit);
        }
    }

    /** Time to the end of the minute, when the next window opens. */
    Duration untilNextWindow() {
        Instant now = clock.instant();
        long seconds = PERIOD.toSeconds() - now.getEpochSecond() % PERIOD.toSeconds();
        return Duration.ofSeconds(Math.max(1, seconds));
    }
}
