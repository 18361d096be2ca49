package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.bactrian.app.TestApp.Reply;

/** A call that the provider has got and not answered; its caller leaves at the end. */
final class CallInFlight implements AutoCloseable {
    private final CompletableFuture<Reply> reply;

    private CallInFlight(CompletableFuture<Reply> reply) {
        this.reply = reply;
    }

    /** Returns once the provider has seen so many requests. */
    static CallInFlight of(TestApp app, String feature, int seen) {
        byte[] body = "hello".getBytes(UTF_8);
        CompletableFuture<Reply> reply = app.postLater("/v1/features/" + feature, "text/plain", body);
        Awaitility.await().until(() -> app.seen() >= seen);
        return new CallInFlight(reply);
    }

    boolean isOpen() {
        return !reply.isDone();
    }

    @Override
    public void close() {
        reply.cancel(true);
    }
}
