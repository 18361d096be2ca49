package org.bactrian.call;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.bactrian.config.Home;
import org.bactrian.config.LiveConfiguration;
import org.bactrian.config.Loader;
import org.bactrian.config.Settings;
import org.bactrian.telemetry.Meters;
import org.bactrian.telemetry.ModelHealth;
import org.bactrian.telemetry.ModelMeters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bactrian inside one Camel context: made when a route first asks for a step, ended with the context. */
public final class Installation extends LifecycleStrategySupport implements Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);
    private static final int REFRESH_MILLIS = 1_000;

    private final CamelContext context;
    private final List<BooleanSupplier> others = new CopyOnWriteArrayList<>();
    private @Nullable LiveConfiguration live;
    private @Nullable Engine engine;
    private @Nullable Instances instances;

    private Installation(CamelContext context) {
        this.context = context;
    }

    /** The installation of a context; made here where Camel's service loader could not see our jar. */
    public static Installation of(CamelContext context) {
        Installation there = context.getRegistry().lookupByNameAndType("llm-installation", Installation.class);
        return there == null ? install(context) : there;
    }

    /** Offers our steps in a context. */
    public static Installation install(CamelContext context) {
        Installation installed = new Installation(context);
        Steps.bind(context.getRegistry(), installed::engine);
        context.getRegistry().bind("llm-installation", installed);
        context.addLifecycleStrategy(installed);
        return installed;
    }

    /** Before the kamelet component's own listener, which makes the users' routes: they look up what we bind. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }

    /** The engine, made at the first call of this. */
    public synchronized Engine engine() {
        Engine made = engine;
        if (made == null) {
            Settings settings =
                    Settings.read(key -> context.getPropertiesComponent().resolveProperty(key));
            Home home = new Home(settings.home());
            LiveConfiguration loaded = new LiveConfiguration(
                    home,
                    () -> Loader.load(
                            home, context::resolvePropertyPlaceholders, settings.tiers(), settings.rawModels()));
            made = new Engine(settings, loaded, new Meters(this::meterRegistry), Clock.systemUTC());
            live = loaded;
            engine = made;
            Instances routes = new Instances(context, made);
            loaded.beforeSwap(routes::prepare);
            loaded.afterSwap(routes::forgetSchemas);
            instances = routes;
        }
        return made;
    }

    private MeterRegistry meterRegistry() {
        MeterRegistry bound = context.getRegistry().findSingleByType(MeterRegistry.class);
        return bound == null ? Metrics.globalRegistry : bound;
    }

    /** Looks at the files now instead of within the second; returns whether a change came into force. */
    public boolean refresh() {
        LiveConfiguration loaded = live;
        boolean changed = loaded != null && loaded.refresh();
        for (BooleanSupplier other : others) {
            changed |= other.getAsBoolean();
        }
        return changed;
    }

    /** Has something else refreshed along with the configuration; it returns whether a change came into force. */
    public void alsoRefresh(BooleanSupplier other) {
        others.add(other);
    }

    @Override
    public void onContextInitializing(CamelContext starting) {
        starting.getComponent("kamelet"); // its own lifecycle listener must be there before ours adds endpoints
    }

    /** Routes for models and schemas exist before any consumer starts; made later, first callers would wait for them. */
    @Override
    public void onContextInitialized(CamelContext starting) {
        boolean used = engine != null
                || starting.getEndpoints().stream()
                        .anyMatch(endpoint -> endpoint.getEndpointUri().matches("kamelet:(//)?llm-.*"));
        if (used) {
            Engine made = engine();
            instances().prepare(made.configuration());
            SharedInstances.warn(starting);
        }
    }

    @Override
    public void onContextStarted(CamelContext started) {
        if (engine != null) {
            engine.join();
            watchModels(engine);
            ScheduledExecutorService timer =
                    started.getExecutorServiceManager().newScheduledThreadPool(this, "llm-housekeeping", 1);
            timer.scheduleWithFixedDelay(this::refreshQuietly, REFRESH_MILLIS, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** By now the application's own registries are in place. */
    private void watchModels(Engine made) {
        made.meters().watch(made.answers());
        ModelMeters meters = new ModelMeters(meterRegistry());
        made.lanesOfModels().forEach(meters::add);
        LiveConfiguration loaded = live;
        if (loaded != null) {
            loaded.afterSwap(() -> made.lanesOfModels().forEach(meters::add));
        }
        HealthCheckRegistry health = HealthCheckRegistry.get(context);
        if (health != null) {
            health.register(new ModelHealth(made::lanesOfModels));
        }
    }

    private void refreshQuietly() {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.error("The configuration could not be reloaded", e);
        }
    }

    private Instances instances() {
        if (instances == null) {
            throw new IllegalStateException("the engine has not been made yet");
        }
        return instances;
    }

    /** Also makes a route for each feature, which the entry points dispatch to. */
    public void serveFeatures() {
        engine();
        instances().serveFeatures();
    }

    @Override
    public void onContextStopped(CamelContext stopped) {
        if (engine != null) {
            engine.close();
        }
    }
}
