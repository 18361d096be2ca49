package org.bactrian.call;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bactrian.answers.semantic.CloseText;
import org.bactrian.answers.semantic.SameFields;
import org.bactrian.answers.semantic.SemanticCache;
import org.bactrian.answers.semantic.SemanticIndex;
import org.bactrian.answers.semantic.Standing;
import org.bactrian.config.Settings;
import org.bactrian.embedding.Embedder;
import org.bactrian.telemetry.Meters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The semantic cache of this process, made at the first question of a feature that wants it. Thread-safe. */
final class Semantics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Semantics.class);
    private static final int MOST_ENTRIES = 100_000;
    private static final double CHECKED = 0.05;
    private static final double CLOSE = 0.95;
    private static final long COMMIT_SECONDS = 10;

    private final Settings settings;
    private final InstantSource clock;
    private final Supplier<Embedder> embedder;
    private final Predicate<String> close;
    private final Meters meters;
    private @Nullable SemanticIndex index;
    private @Nullable SemanticCache cache;
    private @Nullable ScheduledExecutorService commits;

    /**
     * Nothing is opened yet.
     *
     * @param close whether a feature wants texts that say nearly the same to count as the same answer
     */
    Semantics(
            Settings settings,
            InstantSource clock,
            Supplier<Embedder> embedder,
            Predicate<String> close,
            Meters meters) {
        this.settings = settings;
        this.clock = clock;
        this.embedder = embedder;
        this.close = close;
        this.meters = meters;
    }

    /** Questions and answers lie at rest only where the deployment allows; else what was learnt goes with the process. */
    synchronized SemanticCache cache() {
        if (cache == null) {
            Embedder model = embedder.get(); // first: without it an index would stay open that nobody uses
            SemanticIndex opened = settings.storeContent()
                    ? SemanticIndex.open(settings.dataDir().resolve("semantic"), MOST_ENTRIES, clock)
                    : SemanticIndex.inMemory(MOST_ENTRIES, clock);
            index = opened;
            SameAnswer same = new SameAnswer(close, new SameFields(), new SameFields(new CloseText(model, CLOSE)));
            cache = new SemanticCache(opened, model, same, CHECKED, new SecureRandom(), this::turned);
            commits = committing(opened);
        }
        return cache;
    }

    private static ScheduledExecutorService committing(SemanticIndex opened) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "llm-semantic");
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(() -> commit(opened), COMMIT_SECONDS, COMMIT_SECONDS, TimeUnit.SECONDS);
        return thread;
    }

    private static void commit(SemanticIndex opened) {
        try {
            opened.commit();
        } catch (RuntimeException e) {
            LOG.error(
                    "The semantic index cannot be written; what it has learnt since is lost if the process ends: {}",
                    e.getMessage());
        }
    }

    private void turned(String feature, String prompt, Standing now) {
        meters.semantic(feature, now.serving() ? "on" : "off");
        if (now.serving()) {
            LOG.info("Feature {} ({}) answers by meaning from now on: {}", feature, prompt, now);
        } else {
            LOG.warn("Feature {} ({}) does not answer by meaning any more: {}", feature, prompt, now);
        }
    }

    @Override
    public synchronized void close() {
        if (commits != null) {
            commits.shutdownNow();
        }
        if (index != null) {
            index.close();
        }
    }
}
