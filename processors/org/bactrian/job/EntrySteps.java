package org.bactrian.job;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.RoutePolicy;
import org.bactrian.call.EmbedEntry;
import org.bactrian.call.Engine;
import org.bactrian.call.Entry;
import org.bactrian.call.Installation;
import org.bactrian.call.KeptAnswers;
import org.bactrian.config.Settings;
import org.bactrian.ledger.Outbox;

/** The bean names our own routes use. Each bean is made when a route first asks for it. */
public final class EntrySteps {
    private EntrySteps() {}

    /** Binds them all. */
    public static void bind(CamelContext context, Installation installation) {
        Registry registry = context.getRegistry();
        Supplier<Engine> engine = () -> {
            installation.serveFeatures();
            return installation.engine();
        };
        step(registry, "llm-http-enter", engine, made -> new HttpEnter(new Entry(made), streams(context, made)));
        step(registry, "llm-http-answer", engine, made -> new HttpAnswer());
        step(registry, "llm-http-error", engine, made -> new HttpError());
        step(registry, "llm-chat-enter", engine, made -> new ChatEnter(new Entry(made), streams(context, made)));
        step(registry, "llm-chat-answer", engine, made -> new ChatAnswer(Clock.systemUTC()));
        step(registry, "llm-model-list", engine, made -> new ModelList(new Entry(made), new EmbedEntry(made)));
        step(registry, "llm-embeddings-enter", engine, made -> new EmbeddingsEnter(new EmbedEntry(made)));
        step(registry, "llm-embeddings-answer", engine, made -> new EmbeddingsAnswer());
        step(registry, "llm-book-usage", engine, made -> new BookStep(made, "usage"));
        step(registry, "llm-book-budgets", engine, made -> new BookStep(made, "budgets"));
        step(registry, "llm-book-ledger", engine, made -> new BookStep(made, "ledger"));
        step(registry, "llm-book-days", engine, made -> new BookStep(made, "ledger/days"));
        step(registry, "llm-cache-purge", engine, made -> new CachePurge(new KeptAnswers(made)));
        step(registry, "llm-inbox-enter", engine, made -> new InboxEnter(new Entry(made)));
        step(registry, "llm-inbox-answer", engine, made -> new InboxAnswer());
        step(registry, "llm-inbox-failed", engine, made -> new InboxFailed(new Entry(made)));
        step(registry, "llm-queue-enter", engine, made -> new QueueEnter(new Entry(made)));
        step(registry, "llm-queue-answer", engine, made -> new QueueAnswer());
        step(registry, "llm-queue-failed", engine, made -> new QueueFailed(new Entry(made)));
        step(registry, "llm-queue-error", engine, made -> new QueueFailed.Reply());
        step(registry, "llm-alerts-due", engine, made -> new AlertsDue(new Outbox(made::store)));
        step(registry, "llm-alert-enter", engine, made -> new AlertEnter());
        step(registry, "llm-alert-chat", engine, made -> new AlertChat());
        AlertSink.require(context);
        registry.bind("llm-alert-settled", AggregationStrategy.class, (Supplier<Object>)
                () -> new AlertSettled(new Outbox(engine.get()::store)));
        registry.bind("llm-inbox-filter", GenericFileFilter.class, (Supplier<Object>)
                () -> new InboxFilter(new Entry(engine.get()), Clock.systemUTC()));
        registry.bind("llm-inbox-threads", ExecutorService.class, (Supplier<Object>)
                () -> InboxThreads.of(context.resolvePropertyPlaceholders("{{llm.inbox.concurrency}}")));
        registry.bind(
                "llm-queue-pause", RoutePolicy.class, (Supplier<Object>) () -> new QueuePause(new Entry(engine.get())));
        registry.bind("llm-jms", Component.class, (Supplier<Object>)
                () -> Queues.component(context, engine.get().settings()));
    }

    private static Streams streams(CamelContext context, Engine engine) {
        Settings settings = engine.settings();
        return new Streams(
                () -> context.getRegistry().findSingleByType(Vertx.class),
                settings.heartbeat(),
                settings.slowReader(),
                Clock.systemUTC());
    }

    private static void step(
            Registry registry, String name, Supplier<Engine> engine, Function<Engine, Processor> maker) {
        registry.bind(name, Processor.class, (Supplier<Object>) () -> maker.apply(engine.get()));
    }
}
