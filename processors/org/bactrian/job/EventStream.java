package org.bactrian.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.bactrian.provider.Json;
import org.bactrian.stream.Downstream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A caller who reads server-sent events. The head goes out with the first event, so that a failure before it still has a
 * status of its own. Written by one thread at a time; the heartbeat comes from another.
 */
final class EventStream implements Downstream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int OK = 200;
    private static final Buffer HEARTBEAT = Buffer.buffer(": keep-alive\n\n");
    private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

    private final HttpServerResponse response;
    private final Vertx vertx;
    private final PatientWriter writer;
    private final ChunkFrame frame;
    private final long heartbeat;
    private volatile boolean begun;
    private volatile boolean quiet = true;

    /**
     * Nothing is sent yet.
     *
     * @param patience how long a caller may take to read what has been sent
     */
    EventStream(HttpServerRequest request, Vertx vertx, Duration beat, Duration patience, ChunkFrame frame) {
        this.response = request.response();
        this.vertx = vertx;
        this.writer = new PatientWriter(request, patience);
        this.frame = frame;
        this.heartbeat = vertx.setPeriodic(beat.toMillis(), timer -> beat());
    }

    static @Nullable EventStream on(Exchange exchange) {
        return exchange.getProperty(PROPERTY, EventStream.class);
    }

    void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    @Override
    public synchronized void identify(String inferenceId) {
        if (!response.headWritten()) {
            response.putHeader("Llm-Inference-Id", inferenceId);
        }
    }

    @Override
    public boolean begun() {
        return begun;
    }

    /** Whether the status has gone out, with a part of the answer or with a heartbeat. */
    boolean headSent() {
        return response.headWritten();
    }

    @Override
    public void send(Supplier<Map<String, Object>> told, JsonNode delta) throws IOException {
        if (!begun) {
            head(told.get());
            begun = true; // from here on also if the caller turns out to have gone
        }
        event(frame.delta(delta));
    }

    private synchronized void head(Map<String, Object> told) {
        frame.id(told);
        if (!response.headWritten() && !response.closed()) {
            Http.headers(told).forEach(response::putHeader);
            plainHead();
        }
    }

    private void plainHead() {
        response.setStatusCode(OK)
                .setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("X-Accel-Buffering", "no");
    }

    /** Ends the caller's stream with the answer, if he wanted one; else he is still to be answered. */
    static boolean answered(Exchange exchange) {
        EventStream stream = on(exchange);
        if (stream != null) {
            stream.end(exchange);
        }
        return stream != null;
    }

    /** Ends with what is still to be said and the terminal marker. */
    private void end(Exchange exchange) {
        last(() -> {
            head(exchange.getMessage().getHeaders());
            if (!begun) {
                begun = true;
                event(frame.whole(exchange));
            }
            for (JsonNode chunk : frame.ending(exchange)) {
                event(chunk);
            }
            write(DONE);
        });
    }

    /** Ends with one error event and no terminal marker. */
    void fail(JsonNode error) {
        last(() -> event(error));
    }

    private void last(Ending ending) {
        try {
            ending.write();
        } catch (IOException e) {
            LOG.debug("A caller left before the end of its stream", e);
        } finally {
            stop();
            if (!response.ended()) {
                response.end(); // also for a caller who has gone: else Camel would write an answer of its own
            }
        }
    }

    private interface Ending {
        void write() throws IOException;
    }

    /** Nothing will be sent this way: the caller gets a plain answer. */
    void stop() {
        vertx.cancelTimer(heartbeat);
    }

    private void event(JsonNode data) throws IOException {
        write(Buffer.buffer("data: ").appendBytes(Json.bytes(data)).appendString("\n\n", UTF_8.name()));
    }

    private void write(Buffer bytes) throws IOException {
        quiet = false;
        writer.write(bytes);
    }

    /** On the event loop: must not wait, and sends only where nothing else was sent. */
    private synchronized void beat() {
        if (response.ended() || response.closed()) {
            stop();
        } else if (quiet && !response.writeQueueFull()) {
            if (!response.headWritten()) {
                plainHead();
            }
            response.write(HEARTBEAT);
        } else {
            quiet = true;
        }
    }
}
