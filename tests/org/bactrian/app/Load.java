package org.bactrian.app;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks one node again and again, several at a time, until closed or the node is gone. Thread-safe. */
final class Load implements AutoCloseable {
    private static final int CALLERS = 6;
    private static final int ENOUGH = 50;
    private static final int OK = 200;
    private static final int REFUSED = 429;

    private final Client client;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refusedInARow = new AtomicInteger();
    private final Set<String> strange = new ConcurrentSkipListSet<>();
    private volatile boolean ended;

    Load(String node) {
        client = new Client(node);
        for (int caller = 0; caller < CALLERS; caller++) {
            callers.execute(this::ask);
        }
    }

    private void ask() {
        while (!ended) {
            try {
                count(client.askLater("load", "What is the weather like today?").join());
            } catch (CompletionException e) {
                return; // the node is gone
            }
        }
    }

    private void count(HttpResponse<String> reply) {
        if (reply.statusCode() == OK) {
            answered.incrementAndGet();
            refusedInARow.set(0);
        } else if (reply.statusCode() == REFUSED && reply.body().contains("budget_exceeded")) {
            refusedInARow.incrementAndGet();
        } else {
            strange.add(reply.statusCode() + " " + reply.body());
        }
    }

    int answered() {
        return answered.get();
    }

    /** Whether nothing has been answered for a while, because there is no money. */
    boolean isRefused() {
        return refusedInARow.get() > ENOUGH;
    }

    /** What was neither an answer nor a refusal for want of money. */
    Set<String> strange() {
        return strange;
    }

    /** Asks no more; returns when all that was asked is answered. */
    void stop() {
        ended = true;
        callers.shutdown();
        try {
            if (!callers.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("a caller hangs");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
