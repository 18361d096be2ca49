package org.bactrian.answers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bactrian.ErrorCode;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.semantic.Lookup;
import org.bactrian.answers.semantic.SemanticCache;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers to other questions that mean the same. What fails here costs a call and no answer: it is told once. Thread-safe.
 */
public final class Meanings {
    private static final Logger LOG = LoggerFactory.getLogger(Meanings.class);

    private final BooleanSupplier used;
    private final Supplier<SemanticCache> cache;
    private final BiConsumer<String, Boolean> compared;
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * Over a cache that is made at the first question of a feature that wants it.
     *
     * @param used whether any feature wants it
     * @param compared is told of each kept answer that was held against a fresh one: feature, and whether it was right
     */
    public Meanings(BooleanSupplier used, Supplier<SemanticCache> cache, BiConsumer<String, Boolean> compared) {
        this.used = used;
        this.cache = cache;
        this.compared = compared;
    }

    /** The answer to serve, or null; leaves with the claim what is to be learnt from a fresh one. */
    @Nullable
    Kept find(Claim claim) {
        Meant meant = claim.meant();
        return meant == null ? null : carefully(() -> found(claim, meant));
    }

    private @Nullable Kept found(Claim claim, Meant meant) throws IOException {
        Lookup lookup = cache.get().lookup(meant.asked());
        claim.looked(lookup);
        LOG.debug("By meaning, {}: {}", meant.asked(), lookup);
        var candidate = lookup.kept();
        if (candidate == null || lookup.outcome() != Lookup.Outcome.HIT) {
            return null;
        }
        return KeptJson.read(candidate.answer().getBytes(UTF_8));
    }

    /** Compares what was kept with a fresh answer, and keeps that for questions to come. */
    void learn(Claim claim, Kept fresh) {
        Meant meant = claim.meant();
        Lookup lookup = claim.looked();
        if (meant != null && lookup != null) {
            carefully(() -> learnt(claim, meant, lookup, fresh));
        }
    }

    private @Nullable Kept learnt(Claim claim, Meant meant, Lookup lookup, Kept fresh) {
        String text = new String(KeptJson.write(fresh), UTF_8);
        Optional<Boolean> right = cache.get().learn(lookup, text);
        if (lookup.wouldHit()) {
            right.ifPresent(good -> compared.accept(fresh.origin().feature(), good));
        }
        String fingerprint = String.valueOf(claim.fingerprint());
        cache.get().keep(lookup, fresh.origin().user(), fingerprint, text, meant.ttl());
        return null;
    }

    /**
     * Forgets the answers that match, if there may be any; returns how many. An Idempotency-Key is not known here.
     *
     * @throws LlmUnavailable if they cannot be reached
     */
    int purge(Purge purge) {
        if (purge.key() != null || !used.getAsBoolean()) {
            return 0;
        }
        var those = new org.bactrian.answers.semantic.Purge(
                purge.tenant(), purge.feature(), purge.prompt(), purge.user(), null);
        try {
            return cache.get().purge(those);
        } catch (RuntimeException | LinkageError e) {
            String message = "What is kept by meaning could not be forgotten: " + e.getMessage();
            throw new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, message, e);
        }
    }

    private @Nullable Kept carefully(Work work) {
        try {
            Kept done = work.run();
            failing.set(false);
            return done;
        } catch (IOException | RuntimeException | LinkageError e) {
            if (!failing.getAndSet(true)) {
                LOG.error("Nothing is answered by meaning until this is mended: {}", e.toString());
            }
            return null;
        }
    }

    private interface Work {
        @Nullable
        Kept run() throws IOException;
    }
}
