package org.bactrian.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.bactrian.provider.Model.BreakerRules;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker of one model. What routes get is a stand-in whose breaker is replaced when the model's settings
 * change, because a route keeps what it was made with. Thread-safe.
 */
final class Breaker implements InvocationHandler {
    private static final int HALF_OPEN_CALLS = 3;

    /** Hears what becomes of the calls that count. */
    interface Listener {
        /** The breaker opens. */
        void opened(Duration openFor);

        void failed();

        /**
         * A call was answered.
         *
         * @param begun of System.nanoTime
         */
        void succeeded(long begun);
    }

    private final String model;
    private final Listener listener;
    private final CircuitBreaker standIn = (CircuitBreaker)
            Proxy.newProxyInstance(Breaker.class.getClassLoader(), new Class<?>[] {CircuitBreaker.class}, this);
    private volatile @Nullable BreakerRules rules;
    private volatile @Nullable CircuitBreaker breaker;
    private volatile long openedAt;

    Breaker(String model, Listener listener) {
        this.model = model;
        this.listener = listener;
    }

    CircuitBreaker standIn() {
        return standIn;
    }

    synchronized void use(BreakerRules wanted) {
        if (!wanted.equals(rules)) {
            rules = wanted;
            CircuitBreaker made = CircuitBreaker.of("llm-model-" + model, config(wanted));
            watch(made.getEventPublisher(), wanted);
            breaker = made;
        }
    }

    private void watch(CircuitBreaker.EventPublisher events, BreakerRules wanted) {
        events.onStateTransition(change -> {
            openedAt = System.nanoTime();
            if (change.getStateTransition().getToState() == State.OPEN) {
                listener.opened(wanted.openFor());
            }
        });
        events.onError(failure -> listener.failed());
        events.onSuccess(success -> listener.succeeded(
                System.nanoTime() - success.getElapsedDuration().toNanos()));
    }

    private State present() {
        CircuitBreaker present = breaker;
        return present == null ? State.CLOSED : present.getState();
    }

    /** As it will be for the next call: once an open one's time is up that call is a probe. */
    State state() {
        State present = present();
        return present == State.OPEN && openFor().isZero() ? State.HALF_OPEN : present;
    }

    /** How long it lets no call through when it opens. */
    Duration staysOpenFor() {
        BreakerRules known = rules;
        return known == null ? Duration.ZERO : known.openFor();
    }

    /** How long it will let no call through; zero if it does now. */
    Duration openFor() {
        BreakerRules known = rules;
        if (known == null || present() != State.OPEN) {
            return Duration.ZERO;
        }
        long left = known.openFor().toNanos() - (System.nanoTime() - openedAt);
        return Duration.ofNanos(Math.max(0, left));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(breaker, method.getName().equals("onResult") ? quick(arguments) : arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** A stream is as slow as its first token: a long answer is no sign of a slow model. */
    private static @Nullable Object @Nullable [] quick(@Nullable Object @Nullable [] arguments) {
        if (arguments != null && arguments[arguments.length - 1] instanceof Exchange exchange) {
            Attempt attempt = Attempt.on(exchange);
            Progress progress = attempt == null ? null : attempt.progress();
            if (progress != null && progress.timeToFirstToken() > 0) {
                return new Object[] {progress.timeToFirstToken(), TimeUnit.NANOSECONDS, exchange};
            }
        }
        return arguments;
    }

    private static CircuitBreakerConfig config(BreakerRules rules) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(rules.slidingWindow())
                .minimumNumberOfCalls(rules.minimumCalls())
                .failureRateThreshold(rules.failureRate())
                .slowCallRateThreshold(rules.failureRate())
                .slowCallDurationThreshold(rules.slowCall())
                .waitDurationInOpenState(rules.openFor())
                .permittedNumberOfCallsInHalfOpenState(Math.min(rules.minimumCalls(), HALF_OPEN_CALLS))
                .ignoreException(thrown -> !Failures.of(thrown).kind().countsForBreaker())
                .build();
    }
}
