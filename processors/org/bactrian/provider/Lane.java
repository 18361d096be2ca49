package org.bactrian.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bactrian.resilience.Gate;
import org.bactrian.resilience.RetryBudget;

/** What all calls of one model share while the service runs: breaker, gate and retry budget. Thread-safe. */
public final class Lane {
    /** The states of a breaker that is not forced into another. */
    public static final List<String> STATES = List.of("closed", "open", "half_open");

    private static final long TOLD_EVERY = Duration.ofSeconds(1).toNanos();

    private final String model;
    private final Consumer<Hint> news;
    private final Breaker breaker;
    private final Gate gate = new Gate(System::nanoTime);
    private final RetryBudget retries = new RetryBudget(0, System::nanoTime);
    private final Rumour open = new Rumour(System::nanoTime);
    private final Rumour spent = new Rumour(System::nanoTime);
    private final AtomicLong toldUntil = new AtomicLong(System.nanoTime());

    /**
     * The lane of a model nobody has used.
     *
     * @param news is told what other processes could want to know
     */
    Lane(String model, Consumer<Hint> news) {
        this.model = model;
        this.news = news;
        this.breaker = new Breaker(model, new Watch());
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

    /** State of the breaker: closed, open or half_open; open also if another node's is and a call of ours failed. */
    public String state() {
        return open.confirmedFor().isZero() ? breaker.state().name().toLowerCase(Locale.ROOT) : "open";
    }

    /** Whether the breaker lets no call through now. */
    public boolean refuses() {
        return !openFor().isZero();
    }

    /** How long it will let none through; zero if it does now. */
    Duration openFor() {
        return longer(breaker.openFor(), open.confirmedFor());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    public Gate gate() {
        return gate;
    }

    public RetryBudget retries() {
        return retries;
    }

    /** The provider said that it takes no more for a while. */
    void spent(Duration lasts) {
        long until = System.nanoTime() + lasts.toNanos();
        long told = toldUntil.get();
        if (until - told > TOLD_EVERY && toldUntil.compareAndSet(told, until)) {
            news.accept(new Hint(model, Hint.Kind.SPENT, lasts.toMillis()));
        }
    }

    /** Takes a hint of another process, for no longer than our own breaker would stay open. */
    void hear(Hint hint) {
        long most = breaker.staysOpenFor().toMillis();
        Duration lasts = Duration.ofMillis(Math.max(0, Math.min(hint.millis(), most)));
        switch (hint.kind()) {
            case OPEN -> open.hear(lasts);
            case SPENT -> {
                spent.hear(lasts);
                gate.hinted(lasts);
            }
        }
    }

    /** What becomes of our own calls. */
    private final class Watch implements Breaker.Listener {
        @Override
        public void opened(Duration openFor) {
            news.accept(new Hint(model, Hint.Kind.OPEN, openFor.toMillis()));
        }

        @Override
        public void failed() {
            open.failed();
        }

        @Override
        public void succeeded(long begun) {
            open.succeeded(begun);
            if (spent.succeeded(begun)) {
                gate.hinted(Duration.ZERO);
            }
        }
    }
}
