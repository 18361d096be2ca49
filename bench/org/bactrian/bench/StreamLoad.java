package org.bactrian.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A closed loop of streams: each caller opens another one when its last has ended. Costs one thread. */
final class StreamLoad {
    private static final long PATIENCE_MINUTES = 10;

    private final HttpClient client;
    private final Question question;
    private final Predicate<Received> leaves;
    private final List<Received> all;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch ended;

    private StreamLoad(Vertx vertx, Question question, int callers, int streams, Predicate<Received> leaves) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(callers).setTcpNoDelay(true));
        this.question = question;
        this.leaves = leaves;
        this.all = new ArrayList<>(streams);
        this.ended = new CountDownLatch(streams);
    }

    /** Asks for {@code streams} in all, at most {@code callers} of them at a time. */
    static List<Received> run(Vertx vertx, Question question, int callers, int streams) throws InterruptedException {
        return run(vertx, question, callers, streams, received -> false);
    }

    /** A caller leaves, without a word, when it has got what {@code leaves} accepts. */
    static List<Received> run(Vertx vertx, Question question, int callers, int streams, Predicate<Received> leaves)
            throws InterruptedException {
        StreamLoad load = new StreamLoad(vertx, question, callers, streams, leaves);
        for (int caller = 0; caller < callers; caller++) {
            vertx.runOnContext(go -> load.ask(streams));
        }
        boolean all = load.ended.await(PATIENCE_MINUTES, TimeUnit.MINUTES);
        load.client.close();
        return all ? load.all : List.copyOf(load.all);
    }

    private void ask(int streams) {
        int serial = next.getAndIncrement();
        if (serial >= streams) {
            return;
        }
        Received received = new Received();
        all.add(received);
        client.request(question.request())
                .compose(request -> request.send(question.body(serial)))
                .compose(response -> {
                    received.status(response.statusCode());
                    response.handler(part -> {
                        received.take(part);
                        leave(received, response);
                    });
                    return response.end();
                })
                .onComplete(result -> {
                    received.end(result.cause());
                    ended.countDown();
                    ask(streams);
                });
    }

    private void leave(Received received, HttpClientResponse response) {
        if (leaves.test(received)) {
            response.request().reset();
        }
    }
}
