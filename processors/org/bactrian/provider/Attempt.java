package org.bactrian.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.hc.core5.concurrent.Cancellable;
import org.bactrian.resilience.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange with one model that can be stopped from any thread, whatever it is waiting for: a pooled connection,
 * the connect, the headers or the body.
 */
public final class Attempt {
    private static final String PROPERTY = "llmAttempt";

    private final Model model;
    private final ObjectNode request;
    private final Deadline deadline;
    private final Duration connect;
    private final long maxBytes;
    private final AtomicReference<@Nullable Stop> stopped = new AtomicReference<>();
    private final AtomicReference<@Nullable Cancellable> http = new AtomicReference<>();

    /** Why an attempt was stopped. */
    public enum Stop {
        DEADLINE,
        CALLER_LEFT,
        TOO_LARGE
    }

    /**
     * An attempt that has not begun.
     *
     * @param request in the canonical (OpenAI) form
     * @param deadline of this attempt alone
     * @param maxBytes most bytes of an answer
     */
    public Attempt(Model model, ObjectNode request, Deadline deadline, Duration connect, long maxBytes) {
        this.model = model;
        this.request = request;
        this.deadline = deadline;
        this.connect = connect;
        this.maxBytes = maxBytes;
    }

    public void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    public static void removeFrom(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }

    /** Whether the exchange is inside an attempt of a call, not in a flow that uses a step alone. */
    public static boolean isOn(Exchange exchange) {
        return on(exchange) != null;
    }

    static @Nullable Attempt on(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Attempt.class);
    }

    public Model model() {
        return model;
    }

    ObjectNode request() {
        return request;
    }

    Deadline deadline() {
        return deadline;
    }

    Duration connect() {
        return connect;
    }

    long maxBytes() {
        return maxBytes;
    }

    /** Ends the exchange at once by closing its connection; only the first reason counts. */
    public void stop(Stop reason) {
        if (stopped.compareAndSet(null, reason)) {
            Cancellable running = http.get();
            if (running != null) {
                running.cancel();
            }
        }
    }

    /** Hands over what cancels the running request; cancels at once if a stop came first. */
    void bind(Cancellable running) {
        http.set(running);
        if (stopped.get() != null) {
            running.cancel();
        }
    }

    @Nullable
    Stop stopped() {
        return stopped.get();
    }

    /** The reason this attempt broke: ours if we stopped it, else what the line reported. */
    IOException explain(Exception broken) {
        Stop reason = stopped.get();
        if (reason != null) {
            return new StoppedException(reason, broken);
        }
        return broken instanceof IOException io ? io : new IOException(broken);
    }

    /** The attempt was stopped by us. */
    static final class StoppedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final Stop reason;

        StoppedException(Stop reason, Exception cause) {
            super("stopped: " + reason, cause);
            this.reason = reason;
        }

        Stop reason() {
            return reason;
        }
    }
}
