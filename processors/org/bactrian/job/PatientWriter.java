package org.bactrian.job;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Writes to a caller: waits for a slow one rather than keep what he has not read, and in the end cuts him off. */
final class PatientWriter {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Duration patience;
    private @Nullable Future<Void> last;

    /**
     * Has written nothing yet.
     *
     * @param patience how long a caller may take to read what has been sent
     */
    PatientWriter(HttpServerRequest request, Duration patience) {
        this.request = request;
        this.response = request.response();
        this.patience = patience;
    }

    /** Throws IOException if the caller has gone or does not read. */
    void write(Buffer bytes) throws IOException {
        if (response.closed()) {
            throw new IOException("the caller has gone");
        }
        if (last != null && response.writeQueueFull()) {
            await(last);
        }
        last = response.write(bytes);
    }

    private void await(Future<Void> written) throws IOException {
        try {
            written.toCompletionStage().toCompletableFuture().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            CutOff.from(request.connection());
            throw new IOException("the caller does not read", e);
        } catch (ExecutionException e) {
            throw new IOException("the caller has gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
