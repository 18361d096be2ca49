package org.bactrian.resilience;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bactrian.resilience.Gate.Permit;

/** Threads that ask a gate to be let in. */
final class Callers implements AutoCloseable {
    static final Duration LONG = Duration.ofHours(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Gate gate;

    Callers(Gate gate) {
        this.gate = gate;
    }

    Future<Permit> call(String tenant, int tokens) {
        return call(tenant, tokens, LONG, new CompletableFuture<>());
    }

    Future<Permit> call(String tenant, int tokens, Duration most, CompletableFuture<Void> left) {
        return threads.submit(() -> gate.enter(tenant, tokens, most, left));
    }

    /** A call that waits in the line when this returns. */
    Future<Permit> waiting(String tenant, int tokens, Duration most, CompletableFuture<Void> left) {
        int before = gate.waiting();
        Future<Permit> call = call(tenant, tokens, most, left);
        await().pollInterval(Duration.ofMillis(1)).until(() -> gate.waiting() > before);
        return call;
    }

    Future<Permit> waiting(String tenant, int tokens) {
        return waiting(tenant, tokens, LONG, new CompletableFuture<>());
    }

    /** Ends them all, those that wait by an interrupt. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
