package org.bactrian.ledger;

import java.sql.SQLException;
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
    /** The store may have taken these and not been able to say so. */
    private List<CallRow> doubtful = List.of();

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

    /** Writes what is waiting; while the store fails, rows are kept for the next time. */
    public synchronized void flush() {
        doubtful = unwritten(doubtful);
        while (doubtful.isEmpty()) {
            List<CallRow> rows = new ArrayList<>();
            if (waiting.drainTo(rows, BATCH) == 0) {
                return;
            }
            try {
                write(rows);
            } catch (RuntimeException e) {
                LOG.error("{} rows of the call log could not be written together: {}", rows.size(), e.getMessage());
                doubtful = unwritten(rows);
            }
        }
    }

    /** Writes rows one by one, so that one the store refuses does not keep the others out; returns those still to do. */
    private List<CallRow> unwritten(List<CallRow> rows) {
        for (int i = 0; i < rows.size(); i++) {
            try {
                writeOnce(rows.get(i));
            } catch (RuntimeException e) {
                if (!isTheRowsFault(e)) {
                    return List.copyOf(rows.subList(i, rows.size()));
                }
                LOG.error("Lost from the call log: {}", rows.get(i), e);
            }
        }
        return List.of();
    }

    private void writeOnce(CallRow row) {
        boolean there = store.jdbi()
                .withHandle(handle -> handle.createQuery("select 1 from call_log where inference_id = :id")
                        .bind("id", row.inferenceId())
                        .mapTo(Integer.class)
                        .findFirst()
                        .isPresent());
        if (!there) {
            write(List.of(row));
        }
    }

    /** SQLSTATE classes 22 (data exception) and 23 (integrity constraint): the same row will never be taken. */
    private static boolean isTheRowsFault(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                String state = String.valueOf(sql.getSQLState());
                return state.startsWith("22") || state.startsWith("23");
            }
        }
        return false;
    }

    private void write(List<CallRow> rows) {
        store.jdbi().useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch("insert into call_log (inference_id, called_at, feature, source,"
                    + " user_id, tier, tenant, model, prompt, outcome, cache, degraded, attempts, input_tokens,"
                    + " output_tokens, cost_usd, saved_usd, latency_ms) values (:id, :at, :feature, :source, :user, :tier,"
                    + " :tenant, :model, :prompt, :outcome, :cache, :degraded, :attempts, :input, :output, :cost, :saved,"
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
                .bind("saved", row.savedUsd())
                .bind("latency", row.latencyMs())
                .add();
    }

    @Override
    public void close() {
        writer.shutdown();
        flush();
    }
}
