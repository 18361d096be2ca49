package org.bactrian.ledger;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes call rows in batches off the calling thread; a crash loses at most the last moments of it. A full queue makes
 * callers wait rather than lose rows. Thread-safe.
 */
public final class CallLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);
    private static final int MOST_WAITING = 20_000;
    private static final int BATCH = 500;
    private static final Duration EVERY = Duration.ofMillis(250);

    private final Store store;
    private final BlockingQueue<CallRow> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "llm-call-log");
        thread.setDaemon(true);
        return thread;
    });

    public CallLog(Store store) {
        this.store = store;
        writer.scheduleWithFixedDelay(this::flush, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void add(CallRow row) {
        try {
            waiting.put(row);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is waiting; a failure is told and the rows are kept for the next time. */
    public synchronized void flush() {
        List<CallRow> rows = new ArrayList<>();
        try {
            while (waiting.drainTo(rows, BATCH) > 0) {
                write(rows);
                rows.clear();
            }
        } catch (RuntimeException e) {
            LOG.error("The call log cannot be written, {} rows wait: {}", rows.size() + waiting.size(), e.getMessage());
            rows.stream()
                    .filter(row -> !waiting.offer(row))
                    .forEach(row -> LOG.error("Lost from the call log: {}", row));
        }
    }

    private void write(List<CallRow> rows) {
        store.jdbi().useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("insert into call_log values (:id, :at, :feature, :source, :user,"
                    + " :tier, :tenant, :model, :prompt, :outcome, :cache, :degraded, :attempts, :input, :output, :cost,"
                    + " :latency)");
            rows.forEach(row -> bind(batch, row));
            batch.execute();
        });
    }

    private static void bind(PreparedBatch batch, CallRow row) {
        batch.bind("id", row.inferenceId())
                .bind("at", row.calledAt().atOffset(ZoneOffset.UTC))
                .bind("feature", row.feature())
                .bind("source", row.source())
                .bind("user", row.user())
                .bind("tier", row.tier())
                .bind("tenant", row.tenant())
                .bind("model", row.model())
                .bind("prompt", row.prompt())
                .bind("outcome", row.outcome())
                .bind("cache", row.cache())
                .bind("degraded", row.degraded())
                .bind("attempts", row.attempts())
                .bind("input", row.inputTokens())
                .bind("output", row.outputTokens())
                .bind("cost", row.costUsd())
                .bind("latency", row.latencyMs())
                .add();
    }

    @Override
    public void close() {
        writer.shutdown();
        flush();
    }
}
