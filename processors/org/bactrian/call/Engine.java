package org.bactrian.call;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bactrian.answers.Answers;
import org.bactrian.config.Configuration;
import org.bactrian.config.Settings;
import org.bactrian.feature.Feature;
import org.bactrian.ledger.CallLog;
import org.bactrian.ledger.Ledger;
import org.bactrian.ledger.Scopes;
import org.bactrian.ledger.Store;
import org.bactrian.provider.Lane;
import org.bactrian.provider.Lanes;
import org.bactrian.provider.Model;
import org.bactrian.resilience.Backoff;
import org.bactrian.telemetry.Meters;
import org.jspecify.annotations.Nullable;

/** What the steps share. The store is opened at the first call that needs it, or by {@link #open}. Thread-safe. */
public final class Engine implements AutoCloseable {
    private static final long RATE_PERMITS = 2_000_000;

    private final Settings settings;
    private final Supplier<Configuration> configuration;
    private final Meters meters;
    private final Clock clock;
    private final Answering answering;
    private final Sessions sessions = new Sessions();
    private final Lanes lanes = new Lanes();
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private final RateKeys rateKeys;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Books books;

    public Engine(Settings settings, Supplier<Configuration> configuration, Meters meters, Clock clock) {
        this.settings = settings;
        this.configuration = configuration;
        this.meters = meters;
        this.clock = clock;
        this.answering = new Answering(settings, configuration, clock, meters, lanes, () -> books().receipts());
        this.rateKeys = new RateKeys(clock, RATE_PERMITS);
    }

    public Settings settings() {
        return settings;
    }

    public Configuration configuration() {
        return configuration.get();
    }

    public Lanes lanes() {
        return lanes;
    }

    /** The lanes of all models there are now, by name. */
    public Map<String, Lane> lanesOfModels() {
        Map<String, Lane> named = new TreeMap<>();
        configuration().models().values().forEach(model -> named.put(model.name(), lanes.of(model)));
        return named;
    }

    Meters meters() {
        return meters;
    }

    Clock clock() {
        return clock;
    }

    /** The day whose prices and budgets count, UTC. */
    LocalDate today() {
        return ledger().now().atZone(ZoneOffset.UTC).toLocalDate();
    }

    Answers answers() {
        return answering.answers();
    }

    Sessions sessions() {
        return sessions;
    }

    Backoff backoff() {
        return backoff;
    }

    /** Names of the features none of whose models takes a call now. */
    Set<String> down() {
        return configuration().features().keySet().stream().filter(this::isDown).collect(Collectors.toSet());
    }

    boolean isDown(String feature) {
        return all(feature, Lane::refuses);
    }

    /** Whether the breaker of every model of a feature is open or being probed. */
    boolean troubled(String feature) {
        return all(feature, lane -> !lane.state().equals("closed"));
    }

    private boolean all(String name, Predicate<Lane> test) {
        Feature feature = configuration().features().get(name);
        Map<String, Model> known = configuration().models();
        return feature != null
                && feature.models().stream()
                        .map(known::get)
                        .allMatch(model -> model != null && test.test(lanes.of(model)));
    }

    /** Takes one retry out of a model's budget, if there is one. */
    boolean takeRetry(Model model) {
        return lanes.of(model).retries().tryRetry();
    }

    RateKeys rateKeys() {
        return rateKeys;
    }

    Scopes.Shared sharedCaps() {
        return new Scopes.Shared(settings.tenantMonthly(), settings.deploymentMonthly());
    }

    public Ledger ledger() {
        return books().ledger();
    }

    public Store store() {
        return books().store();
    }

    public CallLog log() {
        return books().log();
    }

    /** Opens the store and joins the cluster now, so that one that cannot be opened stops the start. */
    public void open() {
        books();
        join();
    }

    /** Joins the cluster, if there is to be one. */
    void join() {
        answering.join();
    }

    private Books books() {
        Books open = books;
        if (open != null) {
            return open;
        }
        opening.lock();
        try {
            if (books == null) {
                books = Books.open(storeUrl(), settings, clock);
            }
            return books;
        } finally {
            opening.unlock();
        }
    }

    /** A file where anything is budgeted, else memory: a flow without budgets leaves nothing behind. */
    private String storeUrl() {
        String url = settings.storeUrl();
        if (url != null) {
            return url;
        }
        boolean budgeted = !sharedCaps().equals(new Scopes.Shared(null, null))
                || Scopes.any(configuration().embeddings().budget())
                || configuration().features().values().stream().anyMatch(feature -> Scopes.any(feature.budget()));
        return budgeted
                ? Store.fileUrl(settings.dataDir())
                : Store.memoryUrl("bactrian-" + System.identityHashCode(this));
    }

    @Override
    public void close() {
        answering.close();
        Books open = books;
        if (open != null) {
            open.close();
        }
    }
}
