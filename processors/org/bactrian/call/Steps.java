package org.bactrian.call;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.component.jsonvalidator.JsonUriSchemaLoader;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Registry;
import org.bactrian.provider.ModelAgain;
import org.bactrian.provider.ModelEnter;
import org.bactrian.provider.ModelFailed;
import org.bactrian.provider.Receive;
import org.bactrian.provider.Send;
import org.bactrian.validation.Invalid;
import org.bactrian.validation.Mend;
import org.bactrian.validation.SchemaLookup;

/** The bean names our Kamelets use. Each bean is made when a route first asks for it. */
public final class Steps {
    private static final Map<String, Function<Engine, Processor>> PROCESSORS = new LinkedHashMap<>();

    static {
        PROCESSORS.put("llm-admit", Admit::new);
        PROCESSORS.put("llm-prompt", Render::new);
        PROCESSORS.put("llm-reserve", Reserve::new);
        PROCESSORS.put("llm-attempt", Steps::openAttempt);
        PROCESSORS.put("llm-completion", engine -> new TakeCompletion(new Settle(engine)));
        PROCESSORS.put("llm-accept", engine -> new Accept());
        PROCESSORS.put("llm-failed", engine -> new Failed(new Settle(engine)));
        PROCESSORS.put("llm-refuse", Refuse::new);
        PROCESSORS.put("llm-degrade", Degrade::new);
        PROCESSORS.put("llm-settle", Settle::new);
        PROCESSORS.put("llm-raise", engine -> new Raise());
        PROCESSORS.put("llm-chat-request", ChatRequest::new);
        PROCESSORS.put("llm-model-enter", Steps::modelEnter);
        PROCESSORS.put("llm-send", engine -> new Send());
        PROCESSORS.put("llm-receive", engine -> new Receive(engine.lanes()));
        PROCESSORS.put("llm-model-failed", engine -> new ModelFailed(engine.lanes(), engine.backoff()));
        PROCESSORS.put("llm-model-leave", engine -> new ModelEnter.Leave());
        PROCESSORS.put("llm-model-raise", engine -> new ModelFailed.Raise());
        PROCESSORS.put("llm-embed-admit", EmbedAdmit::new);
        PROCESSORS.put("llm-embed-prepare", EmbedPrepare::new);
        PROCESSORS.put("llm-embed-attempt", EmbedAttempt::new);
        PROCESSORS.put("llm-embed-local", engine -> new EmbedLocal());
        PROCESSORS.put("llm-embed-take", EmbedTake::new);
        PROCESSORS.put("llm-embed-raise", engine -> new EmbedRaise());
        PROCESSORS.put("llm-mend", engine -> new Mend());
        PROCESSORS.put("llm-invalid", engine -> new Invalid());
    }

    private Steps() {}

    /** Binds all of them to an engine that is itself made at first use. */
    public static void bind(Registry registry, Supplier<Engine> engine) {
        PROCESSORS.forEach((name, maker) ->
                registry.bind(name, Processor.class, (Supplier<Object>) () -> new SafeStep(maker.apply(engine.get()))));
        registry.bind("llm-another", Expression.class, (Supplier<Object>)
                () -> new Another(engine.get().settings().supersedePause()));
        registry.bind("llm-model-again", Expression.class, (Supplier<Object>) ModelAgain::new);
        registry.bind("llm-answers", IdempotentRepository.class, (Supplier<Object>) () -> new AnswerOnce(engine.get()));
        registry.bind("llm-schemas", JsonUriSchemaLoader.class, (Supplier<Object>)
                () -> new SchemaLookup(() -> engine.get().configuration().schemas()));
    }

    private static Processor openAttempt(Engine engine) {
        return new OpenAttempt(engine);
    }

    private static Processor modelEnter(Engine engine) {
        return new ModelEnter(
                () -> engine.configuration().models(),
                engine.lanes(),
                engine.settings().maxBody());
    }
}
