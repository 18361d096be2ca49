package org.bactrian.answers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Answers kept in memory, bounded in bytes and by time: for the same question, for the same key, and for bad days. */
final class Caches {
    private static final Duration REPLAY_TTL = Duration.ofHours(24);

    private final Cache<String, Kept> exact;
    private final Cache<String, Kept> replays;
    private final Cache<String, Answer> lastGood;

    Caches(long maxBytes, Ticker ticker) {
        this.exact = timed(maxBytes, ticker);
        this.replays = timed(maxBytes, ticker);
        this.lastGood = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((String key, Answer answer) -> key.length() + answer.weight())
                .build();
    }

    /** An answer with the request it answered and how long it is good for. */
    record Kept(Answer answer, Duration ttl, String requestHash) {}

    private static Cache<String, Kept> timed(long maxBytes, Ticker ticker) {
        return Caffeine.newBuilder()
                .ticker(ticker)
                .maximumWeight(maxBytes)
                .weigher((String key, Kept kept) -> key.length() + kept.answer().weight())
                .expireAfter(Expiry.writing((String key, Kept kept) -> kept.ttl()))
                .build();
    }

    @Nullable
    Kept replay(String key) {
        return replays.getIfPresent(key);
    }

    @Nullable
    Kept exact(String fingerprint) {
        return exact.getIfPresent(fingerprint);
    }

    @Nullable
    Answer lastGood(String fingerprint) {
        return lastGood.getIfPresent(fingerprint);
    }

    /** Keeps an answer for the key of the request it was given to. */
    void keepReplay(Claim claim, Answer answer) {
        String replayKey = claim.replayKey();
        if (replayKey != null) {
            replays.put(replayKey, new Kept(answer, REPLAY_TTL, claim.requestHash()));
        }
    }

    /** Keeps the answer of a call wherever the call allows. */
    void keep(Claim claim, Answer answer) {
        keepReplay(claim, answer);
        String fingerprint = claim.fingerprint();
        if (fingerprint == null || !answer.complete() || !claim.writesCache()) {
            return;
        }
        if (!claim.ttl().isZero()) {
            exact.put(fingerprint, new Kept(answer, claim.ttl(), claim.requestHash()));
        }
        if (claim.keepsStale()) {
            lastGood.put(fingerprint, answer);
        }
    }
}
