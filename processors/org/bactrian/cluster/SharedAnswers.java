package org.bactrian.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hazelcast.map.IMap;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bactrian.answers.Kept;
import org.bactrian.answers.KeptJson;
import org.bactrian.answers.Purge;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers that all members keep together. Thread-safe. */
final class SharedAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(SharedAnswers.class);
    private static final String REPLACED = "replaced";
    private static final String PURGES = "purges";

    /** A member that has just come back may not hear everything yet. */
    private static final int TOLD_AGAIN_AFTER_SECONDS = 2;

    private final ClusterNode node;
    private final IMap<String, byte[]> answers;
    private final Clock clock;
    private final Consumer<Purge> purged;
    private final Purges purges = new Purges();

    SharedAnswers(ClusterNode node, Clock clock, Consumer<Purge> purged, Consumer<String> replaced) {
        this.node = node;
        this.answers = node.map(MemberConfig.ANSWERS);
        this.clock = clock;
        this.purged = purged;
        node.onTold(REPLACED, message -> replaced.accept(new String(message, UTF_8)));
        node.onTold(PURGES, message -> Wire.read(message, Purges.Told.class, this::hear));
        node.onMembers(this::tellAgain, () -> {});
    }

    @Nullable
    Kept get(String fingerprint) {
        byte[] bytes = node.reach().ask(() -> answers.getAsync(fingerprint), null);
        return bytes == null ? null : read(bytes).filter(this::isGood).orElse(null);
    }

    private boolean isGood(Kept kept) {
        return !left(kept).isNegative() && !left(kept).isZero() && !purges.cover(kept);
    }

    private Duration left(Kept kept) {
        return Duration.between(clock.instant(), kept.madeAt().plus(kept.ttl()));
    }

    private static Optional<Kept> read(byte[] bytes) {
        try {
            return Optional.of(KeptJson.read(bytes));
        } catch (IOException | RuntimeException e) {
            LOG.debug("Another node keeps an answer in another form", e);
            return Optional.empty();
        }
    }

    /** Keeps an answer; the other members forget the one they may have had in its place. */
    void put(String fingerprint, Kept kept) {
        long millis = left(kept).toMillis();
        if (millis > 0 && !purges.cover(kept)) {
            byte[] bytes = KeptJson.write(kept);
            node.reach().ask(() -> answers.setAsync(fingerprint, bytes, millis, TimeUnit.MILLISECONDS), null);
            node.tell(REPLACED, fingerprint.getBytes(UTF_8));
        }
    }

    void purge(Purge purge) {
        Purges.Told told = new Purges.Told(UUID.randomUUID().toString(), clock.millis(), purge);
        purges.add(told);
        node.tell(PURGES, Wire.bytes(told));
        node.threads().execute(() -> removeOwn(purge));
    }

    private void hear(Purges.Told told) {
        if (purges.add(told)) {
            purged.accept(told.purge());
            node.threads().execute(() -> removeOwn(told.purge()));
        }
    }

    private void tellAgain() {
        node.threads().schedule(this::tellAll, TOLD_AGAIN_AFTER_SECONDS, TimeUnit.SECONDS);
    }

    private void tellAll() {
        purges.all().forEach(told -> node.tell(PURGES, Wire.bytes(told)));
    }

    /** Each member removes what lies with it; until that is done the purge is remembered and nobody is given it. */
    private void removeOwn(Purge purge) {
        Predicate<byte[]> goes =
                bytes -> read(bytes).map(kept -> purge.matches(kept.origin())).orElse(true);
        for (String fingerprint : answers.localKeySet()) {
            byte[] bytes = answers.get(fingerprint);
            if (bytes != null && goes.test(bytes)) {
                answers.remove(fingerprint, bytes); // not one that has come in its place meanwhile
            }
        }
    }
}
