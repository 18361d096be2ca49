package org.bactrian.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An open loop: requests go out at a fixed rate whatever becomes of those before. Latency counts from when one was due. */
final class FixedRate {
    private static final long SECOND = 1_000_000_000;
    private static final long PATIENCE_MINUTES = 2;
    private static final int CONNECTIONS = 5000;
    private static final int NO_ANSWER = 0;

    private final HttpClient client;
    private final long[] nanos;
    private final CountDownLatch answered;
    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();

    private FixedRate(Vertx vertx, int requests) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS).setTcpNoDelay(true));
        this.nanos = new long[requests];
        this.answered = new CountDownLatch(requests);
    }

    /** Sends so many requests, and waits for all answers. */
    static FixedRate run(Vertx vertx, Question question, int rate, int requests) throws InterruptedException {
        FixedRate load = new FixedRate(vertx, requests);
        long began = System.nanoTime();
        for (int serial = 0; serial < requests; serial++) {
            long due = began + serial * SECOND / rate;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            load.ask(question, serial, due);
        }
        if (!load.answered.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            load.statuses.merge(NO_ANSWER, (int) load.answered.getCount(), Integer::sum);
        }
        load.client.close();
        return load;
    }

    private void ask(Question question, int serial, long due) {
        client.request(question.request())
                .compose(request -> request.send(question.body(serial)))
                .compose(response -> response.body().map(body -> response.statusCode()))
                .onComplete(result -> {
                    nanos[serial] = System.nanoTime() - due;
                    statuses.merge(result.succeeded() ? result.result() : NO_ANSWER, 1, Integer::sum);
                    answered.countDown();
                });
    }

    /** How many answers had which status; 0 stands for none. */
    Map<Integer, Integer> statuses() {
        return statuses;
    }

    Latencies latencies() {
        return Latencies.of(Arrays.stream(nanos));
    }
}
