package org.bactrian.config;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot in force. {@link #refresh} reads the files again if they changed: a good change is swapped in whole, a
 * bad one is told and the old snapshot stays. Thread-safe.
 */
public final class LiveConfiguration implements Supplier<Configuration> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    private final Home home;
    private final Supplier<Configuration> loader;
    private final List<Consumer<Configuration>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private volatile Configuration current;
    private String stamp;

    /** Loads at once; throws {@link ConfigurationException} if that cannot be done. */
    public LiveConfiguration(Home home, Supplier<Configuration> loader) {
        this.home = home;
        this.loader = loader;
        this.stamp = home.stamp();
        this.current = loader.get();
        current.notes().forEach(note -> LOG.warn("{}", note));
    }

    @Override
    public Configuration get() {
        return current;
    }

    /** Calls {@code listener} with each new snapshot just before it comes into force. */
    public void beforeSwap(Consumer<Configuration> listener) {
        listeners.add(listener);
    }

    /** Runs {@code follower} just after each new snapshot came into force. */
    public void afterSwap(Runnable follower) {
        followers.add(follower);
    }

    /** Looks at the files; returns whether a new snapshot came into force. */
    public synchronized boolean refresh() {
        String now = home.stamp();
        if (now.equals(stamp)) {
            return false;
        }
        stamp = now;
        try {
            swap(loader.get());
            return true;
        } catch (ConfigurationException e) {
            LOG.error("The configuration changed but is not taken over; the old one stays in force:");
            e.faults().forEach(fault -> LOG.error("{}", fault));
            return false;
        }
    }

    private void swap(Configuration next) {
        listeners.forEach(listener -> listener.accept(next));
        current = next;
        followers.forEach(Runnable::run);
        next.notes().forEach(note -> LOG.warn("{}", note));
        LOG.info(
                "Configuration reloaded: {} features, {} models",
                next.features().size(),
                next.models().size());
    }
}
