package org.bactrian.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What callers owe: every request the simulator worked on, counted before its answer or its stream ends. */
public final class Bill implements AutoCloseable {
    private static final int KEPT_ENTRIES = 1000;

    private final Map<String, Totals> byModel = new TreeMap<>();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final AtomicInteger open = new AtomicInteger();
    private final @Nullable BillFile file;

    private Bill(@Nullable BillFile file) {
        this.file = file;
    }

    /** A bill that is forgotten with the process. */
    public static Bill inMemory() {
        return new Bill(null);
    }

    /** A bill that goes on from where its file ends. */
    public static Bill onDisk(Path path) throws IOException {
        BillFile file = BillFile.open(path);
        Bill bill = new Bill(file);
        file.entries().forEach(bill::count);
        return bill;
    }

    /**
     * One request.
     *
     * @param promptSha256 over the texts of the messages, joined by line breaks
     * @param inputTokens what was billed for the prompt; 0 for a fault that costs nothing
     * @param outputTokens what was billed for the answer
     * @param fault how it was made to fail, {@code none} if it was not
     */
    public record Entry(
            String model, String promptSha256, long inputTokens, long outputTokens, String fault, long epochMillis) {}

    /**
     * Sums.
     *
     * @param requests those that were billed
     * @param refused those that failed and cost nothing
     */
    public record Totals(long requests, long inputTokens, long outputTokens, long refused) {
        static final Totals NONE = new Totals(0, 0, 0, 0);

        Totals plus(Totals other) {
            return new Totals(
                    requests + other.requests,
                    inputTokens + other.inputTokens,
                    outputTokens + other.outputTokens,
                    refused + other.refused);
        }
    }

    /** Sums over all models. */
    public synchronized Totals totals() {
        return byModel.values().stream().reduce(Totals.NONE, Totals::plus);
    }

    /** Sums by the exact model name that was asked for. */
    public synchronized Map<String, Totals> byModel() {
        return Collections.unmodifiableMap(new TreeMap<>(byModel));
    }

    /** The last 1000 requests, oldest first, those that cost nothing included. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Responses that have not ended yet; those whose callers left have. */
    public int open() {
        return open.get();
    }

    /** Begins again at nothing, on disk too. */
    public synchronized void reset() {
        if (file != null) {
            file.clear();
        }
        byModel.clear();
        entries.clear();
    }

    @Override
    public synchronized void close() {
        if (file != null) {
            file.close();
        }
    }

    void opened() {
        open.incrementAndGet();
    }

    void closed() {
        open.decrementAndGet();
    }

    synchronized void charge(Entry entry) {
        if (file != null) {
            file.append(entry);
        }
        count(entry);
    }

    synchronized void refuse(Entry entry) {
        add(entry, new Totals(0, 0, 0, 1));
    }

    private void count(Entry entry) {
        add(entry, new Totals(1, entry.inputTokens(), entry.outputTokens(), 0));
    }

    private void add(Entry entry, Totals more) {
        byModel.merge(entry.model(), more, Totals::plus);
        entries.addLast(entry);
        if (entries.size() > KEPT_ENTRIES) {
            entries.removeFirst();
        }
    }
}
