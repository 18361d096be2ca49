package org.bactrian.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A closed-loop load generator: each connection asks again as soon as it has its answer. */
public final class Load {
    /** A JVM on two cores takes long to compile what it runs: each row is warmed up for twice as long as it is measured. */
    private static final int WARM_UP = 2;

    private static final long PATIENCE_MS = 30_000;

    private final HttpClient client;
    private final int connections;
    private final long[] micros = new long[2_000_000];
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong serial = new AtomicLong();

    private Load(Vertx vertx, int connections) {
        this.connections = connections;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setKeepAlive(true)
                .setTcpNoDelay(true));
    }

    /** What one run showed; latencies in microseconds. */
    public record Result(int requests, int failures, double perSecond, long p50, long p99) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%8d requests %4d failed %9.0f/s   p50 %7d us   p99 %7d us",
                    requests,
                    failures,
                    perSecond,
                    p50,
                    p99);
        }
    }

    /** Runs {@code seconds} of load; {@code %d} in the body is replaced by a number that never repeats. */
    public static Result run(Vertx vertx, int connections, int seconds, RequestOptions request, String body) {
        Load load = new Load(vertx, connections);
        try {
            load.forSeconds(WARM_UP * seconds, request, body);
            load.count.set(0);
            load.failures.set(0);
            long began = System.nanoTime();
            load.forSeconds(seconds, request, body);
            return load.result((System.nanoTime() - began) / 1e9);
        } finally {
            load.client.close();
        }
    }

    private void forSeconds(int seconds, RequestOptions request, String body) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        CountDownLatch done = new CountDownLatch(connections);
        for (int i = 0; i < connections; i++) {
            ask(end, done, request, body);
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(long end, CountDownLatch done, RequestOptions options, String body) {
        long began = System.nanoTime();
        if (began > end) {
            done.countDown();
            return;
        }
        Buffer content = Buffer.buffer(body.replace("%d", Long.toString(serial.incrementAndGet())));
        client.request(new RequestOptions(options).setMethod(HttpMethod.POST).setTimeout(PATIENCE_MS))
                .compose(request -> request.send(content))
                .compose(response -> response.body().map(ignored -> response.statusCode()))
                .onComplete(result -> {
                    int index = count.getAndIncrement();
                    if (index < micros.length) {
                        micros[index] = (System.nanoTime() - began) / 1_000;
                    }
                    if (result.failed() || result.result() != 200) {
                        failures.incrementAndGet();
                    }
                    ask(end, done, options, body);
                });
    }

    private Result result(double seconds) {
        int size = Math.min(count.get(), micros.length);
        long[] sorted = Arrays.copyOf(micros, size);
        Arrays.sort(sorted);
        return new Result(count.get(), failures.get(), count.get() / seconds, at(sorted, 0.50), at(sorted, 0.99));
    }

    private static long at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * share))];
    }
}
