package org.bactrian.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.hc.core5.concurrent.Cancellable;
import org.bactrian.prompt.Tokens;
import org.bactrian.resilience.Gate;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP exchange with one model that can be stopped from any thread, whatever it is waiting for: a place in the
 * model's line, a pooled connection, the connect, the headers or the body.
 */
public final class Attempt {
    private static final String PROPERTY = "llmAttempt";

    private final Model model;
    private final ObjectNode request;
    private final Bounds bounds;
    private final Caller caller;
    private final Assembly assembly = new Assembly();
    private final @Nullable Meter meter;
    private final AtomicReference<@Nullable Stop> stopped = new AtomicReference<>();
    private final AtomicReference<@Nullable Cancellable> http = new AtomicReference<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private volatile @Nullable Progress progress;
    private volatile boolean written;
    private Gate.@Nullable Permit permit;
    private InputStream body = InputStream.nullInputStream();
    private String key = "";

    /** Why an attempt was stopped. */
    public enum Stop {
        DEADLINE,
        OUT_OF_TIME,
        FIRST_TOKEN,
        IDLE,
        CALLER_LEFT,
        TOO_LARGE,
        BUDGET
    }

    /**
     * An attempt that has not begun.
     *
     * @param request in the canonical (OpenAI) form
     */
    public Attempt(Model model, ObjectNode request, Bounds bounds, Caller caller) {
        this.model = model;
        this.request = request;
        this.bounds = bounds;
        this.caller = caller;
        this.meter = caller.allowance() == null ? null : new Meter(caller.allowance());
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

    public static @Nullable Attempt on(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Attempt.class);
    }

    public Model model() {
        return model;
    }

    ObjectNode request() {
        return request;
    }

    Bounds bounds() {
        return bounds;
    }

    Caller caller() {
        return caller;
    }

    public boolean streamed() {
        return caller.sink() != null;
    }

    /** What a stream has brought so far. */
    public Assembly assembly() {
        return assembly;
    }

    /** Counts its stream against what is paid for; null if that has no bound. */
    @Nullable
    Meter meter() {
        return meter;
    }

    /** The tokens a stream has brought so far; without a meter nobody looks further than {@code most}. */
    public int tokens(int most) {
        return meter == null ? Tokens.count(assembly.everything(), most) : meter.tokens();
    }

    /** The API key it is sent with; empty for none. */
    String key() {
        return key;
    }

    void key(String used) {
        key = used;
    }

    void permit(Gate.Permit held) {
        permit = held;
    }

    /** Gives back its connection and its place among the model's calls. */
    void end() throws IOException {
        try {
            body.close();
        } finally {
            if (permit != null) {
                permit.close();
            }
        }
    }

    void body(InputStream answered) {
        body = answered;
    }

    /** The body of the provider's answer; to be closed. */
    InputStream body() {
        return body;
    }

    /** Its request is on its way: from here on the provider may work, and charge. */
    void written() {
        written = true;
    }

    boolean isWritten() {
        return written;
    }

    /** It is being sent now: the clocks run from here. */
    Progress begin() {
        Progress begun = new Progress(bounds, streamed(), model.circuitBreaker().slowCall());
        progress = begun;
        return begun;
    }

    @Nullable
    Progress progress() {
        return progress;
    }

    /** Completes when its caller has gone. */
    CompletableFuture<Void> left() {
        return left;
    }

    /** Ends the exchange at once by closing its connection; only the first reason counts. */
    public void stop(Stop reason) {
        if (stopped.compareAndSet(null, reason)) {
            left.complete(null);
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
}
