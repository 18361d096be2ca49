package org.bactrian.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.bactrian.resilience.Gate;
import org.bactrian.resilience.RetryBudget;

/** What all calls of one model share while the service runs: breaker, gate and retry budget. Thread-safe. */
public final class Lane {
    /** The states of a breaker that is not forced into another. */
    public static final List<String> STATES = List.of("closed", "open", "half_open");

    private final Breaker breaker;
    private final Gate gate = new Gate(System::nanoTime);
    private final RetryBudget retries = new RetryBudget(0, System::nanoTime);

    Lane(String model) {
        this.breaker = new Breaker(model);
    }

    /** Takes the model's settings of now. */
    void use(Model model) {
        breaker.use(model.circuitBreaker());
        gate.limits(model.limits());
        retries.ratio(model.retryBudget());
    }

    /** The breaker as a route is given it. */
    public CircuitBreaker breaker() {
        return breaker.standIn();
    }

    /** State of the breaker: closed, open or half_open. */
    public String state() {
        return breaker.state().name().toLowerCase(Locale.ROOT);
    }

    /** Whether the breaker lets no call through now. */
    public boolean refuses() {
        return !breaker.openFor().isZero();
    }

    /** How long it will let none through; zero if it does now. */
    Duration openFor() {
        return breaker.openFor();
    }

    public Gate gate() {
        return gate;
    }

    public RetryBudget retries() {
        return retries;
    }
}
