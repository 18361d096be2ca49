package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.bactrian.OwnThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else, a route's bean for example, may hold every thread of the common pool. */
final class CommonPoolTest {
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private final CountDownLatch released = new CountDownLatch(1);

    private void hold(CountDownLatch held) {
        try {
            held.countDown();
            released.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void holdAll() throws InterruptedException {
        int threads = ForkJoinPool.getCommonPoolParallelism();
        CountDownLatch held = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            ForkJoinPool.commonPool().execute(() -> hold(held));
        }
        assertThat(held.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private static int status(TestApp app) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(app.url() + "/v1/features/plain"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("Hello"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void the_service_starts_and_answers_without_it() throws Exception {
        holdAll();
        CompletableFuture<TestApp> starting = CompletableFuture.supplyAsync(
                () -> new TestFolder(folder).feature("plain", "good").start("features"), new OwnThreads());
        try {
            assertThat(status(starting.get(PATIENCE_SECONDS, TimeUnit.SECONDS))).isEqualTo(200);
        } finally {
            released.countDown();
            starting.thenAccept(TestApp::close).join();
        }
    }
}
