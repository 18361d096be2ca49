package org.bactrian.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
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

    private final String url;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refusedInARow = new AtomicInteger();
    private final Set<String> strange = new ConcurrentSkipListSet<>();
    private volatile boolean ended;

    Load(String node) {
        url = node + "/v1/features/load";
        for (int caller = 0; caller < CALLERS; caller++) {
            callers.execute(this::ask);
        }
    }

    private void ask() {
        while (!ended) {
            try {
                post();
            } catch (IOException e) {
                return; // the node is gone
            }
        }
    }

    private void post() throws IOException {
        HttpURLConnection call = (HttpURLConnection) URI.create(url).toURL().openConnection();
        call.setDoOutput(true);
        call.setRequestProperty("Content-Type", "text/plain");
        call.getOutputStream().write("What is the weather like today?".getBytes(StandardCharsets.UTF_8));
        int status = call.getResponseCode();
        try (InputStream body = status == OK ? call.getInputStream() : call.getErrorStream()) {
            count(status, new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void count(int status, String body) {
        if (status == OK) {
            answered.incrementAndGet();
            refusedInARow.set(0);
        } else if (status == REFUSED && body.contains("budget_exceeded")) {
            refusedInARow.incrementAndGet();
        } else {
            strange.add(status + " " + body);
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
