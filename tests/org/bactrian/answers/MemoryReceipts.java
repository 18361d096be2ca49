package org.bactrian.answers;

import java.util.HashMap;
import java.util.Map;
import org.bactrian.answers.Receipt.State;
import org.jspecify.annotations.Nullable;

/** Receipts that die with the process; what a crash leaves can be put in. */
final class MemoryReceipts implements Receipts {
    private final Map<String, Receipt> receipts = new HashMap<>();
    private final Map<String, Boolean> sent = new HashMap<>();

    @Override
    public synchronized Receipt take(String key, String requestHash) {
        Receipt there = receipts.putIfAbsent(key, new Receipt(State.ELSEWHERE, requestHash, null));
        return there == null ? new Receipt(State.OURS, requestHash, null) : there;
    }

    /** As if somebody else had it. */
    synchronized void left(String key, State state, String requestHash, @Nullable Kept kept) {
        receipts.put(key, new Receipt(state, requestHash, kept));
    }

    synchronized boolean wasSent(String key) {
        return sent.containsKey(key);
    }

    synchronized @Nullable Receipt of(String key) {
        return receipts.get(key);
    }

    @Override
    public synchronized void sending(String key) {
        sent.put(key, true);
    }

    @Override
    public synchronized void record(String key, Kept answer) {
        receipts.computeIfPresent(key, (same, before) -> new Receipt(State.ANSWERED, before.requestHash(), answer));
    }

    @Override
    public synchronized void release(String key) {
        receipts.computeIfPresent(key, (same, there) -> there.state() == State.UNCERTAIN ? there : null);
    }

    @Override
    public synchronized int purge(Purge purge) {
        int before = receipts.size();
        receipts.values()
                .removeIf(there ->
                        there.kept() != null && purge.matches(there.kept().origin()));
        return before - receipts.size();
    }
}
