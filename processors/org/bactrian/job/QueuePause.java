package org.bactrian.job;

import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.support.RoutePolicySupport;
import org.bactrian.call.Entry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Route policy {@code llm-queue-pause}: while every model of a feature is open, the messages of that feature stay in the
 * queue; those of others are worked on. The consumer is started anew with another selector whenever that changes.
 */
final class QueuePause extends RoutePolicySupport {
    private static final Logger LOG = LoggerFactory.getLogger(QueuePause.class);
    private static final long LOOK_MILLIS = 250;

    private final Entry entry;
    private Set<String> waiting = Set.of();
    private @Nullable ScheduledExecutorService timer;

    QueuePause(Entry entry) {
        this.entry = entry;
    }

    @Override
    public void onStart(Route route) {
        ScheduledExecutorService looks =
                route.getCamelContext().getExecutorServiceManager().newScheduledThreadPool(this, "llm-queue-pause", 1);
        looks.scheduleWithFixedDelay(() -> look(route), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        timer = looks;
    }

    @Override
    public void onStop(Route route) {
        if (timer != null) {
            timer.shutdownNow();
        }
    }

    private void look(Route route) {
        Set<String> down = entry.down();
        if (!down.equals(waiting)) {
            LOG.info(
                    down.isEmpty() ? "All messages are worked on again" : "Messages of {} wait: no model answers",
                    down);
            ((JmsEndpoint) route.getConsumer().getEndpoint()).setSelector(selector(down));
            route.getConsumer().stop();
            route.getConsumer().start();
            waiting = down;
        }
    }

    /** Feature names hold no quotes; messages that name none or an unknown one are refused as ever. */
    private static String selector(Set<String> down) {
        return down.isEmpty()
                ? ""
                : down.stream()
                        .sorted()
                        .collect(Collectors.joining("','", "LlmFeature is null or LlmFeature not in ('", "')"));
    }
}
