package org.bactrian.cluster;

import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the cluster, but waits no longer than a second. Once it has not answered it is left alone for a while, so that
 * an outage costs the calls of that second and not each one. Thread-safe.
 */
final class Reach {
    private static final Logger LOG = LoggerFactory.getLogger(Reach.class);
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final long REST = Duration.ofSeconds(5).toNanos();
    private static final long TOLD_EVERY = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private final AtomicLong restsUntil;
    private final AtomicLong toldAgain;
    private volatile boolean away;
    private volatile boolean told;

    /** A cluster that answers, and a clock that only goes forward. */
    Reach(LongSupplier nanos) {
        this.nanos = nanos;
        this.restsUntil = new AtomicLong(nanos.getAsLong());
        this.toldAgain = new AtomicLong(nanos.getAsLong());
    }

    /** Whether it is left alone now; when that is over one question goes out, and the others go without an answer. */
    private boolean rests() {
        long now = nanos.getAsLong();
        long until = restsUntil.get();
        return away && (until - now > 0 || !restsUntil.compareAndSet(until, now + REST));
    }

    /** What the cluster says, or this if it does not say anything. */
    <T> @Nullable T ask(Supplier<? extends CompletionStage<T>> question, @Nullable T otherwise) {
        if (rests()) {
            return otherwise;
        }
        try {
            T answer = question.get().toCompletableFuture().get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
            answered();
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            failed("it took longer than " + BOUND.toMillis() + " ms");
        } catch (ExecutionException | RuntimeException e) {
            if (!isOfContent(e)) {
                failed(String.valueOf(e.getMessage()));
            }
        }
        return otherwise;
    }

    /** The cluster answered, with something that is none of ours. */
    private static boolean isOfContent(Exception failure) {
        return failure instanceof HazelcastSerializationException
                || failure.getCause() instanceof HazelcastSerializationException;
    }

    private void answered() {
        if (away) {
            away = false;
            if (told) {
                told = false;
                LOG.info("The cluster answers again");
            }
        }
    }

    private void failed(String why) {
        long now = nanos.getAsLong();
        restsUntil.set(now + REST);
        away = true;
        long again = toldAgain.get();
        if (again - now <= 0 && toldAgain.compareAndSet(again, now + TOLD_EVERY)) {
            told = true;
            LOG.warn("The cluster does not answer ({}); until it does, this node shares nothing with others", why);
        }
    }
}
