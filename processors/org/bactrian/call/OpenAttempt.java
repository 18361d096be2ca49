package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.feature.Timeouts;
import org.bactrian.provider.Attempt;
import org.bactrian.provider.Bounds;
import org.bactrian.provider.Caller;
import org.bactrian.provider.Json;
import org.bactrian.provider.Model;
import org.bactrian.stream.ChunkSink;
import org.bactrian.stream.Downstream;
import org.jspecify.annotations.Nullable;

/** Step {@code llm-attempt}: what the plan's model is to be asked, for how much and for how long. */
final class OpenAttempt implements Processor {
    /** With another model to go to, a line is not worth waiting in for longer. */
    private static final Duration SHORT_LINE = Duration.ofSeconds(1);

    private static final int SHARE_OF_DEADLINE = 2;

    private final Engine engine;
    private final Reserve reserve;

    OpenAttempt(Engine engine) {
        this.engine = engine;
        this.reserve = new Reserve(engine);
    }

    @Override
    public void process(Exchange exchange) {
        Call call = Call.on(exchange);
        Stake stake = reserve.hold(call);
        if (call.tally.attempts() == 0) {
            engine.answers().sending(new Question(engine, call));
        }
        Model model = call.plan().model();
        if (call.plan().fresh()) {
            engine.lanes().of(model).retries().request();
        }
        ChunkSink sink = sink(call);
        Attempt attempt = new Attempt(
                model,
                ModelRequest.of(call, stake.maxTokens()),
                bounds(call, line(call), engine.settings().maxBody()),
                caller(call, stake, sink));
        attempt.putOn(exchange);
        call.begin(attempt, sink != null && sink != ChunkSink.NONE);
        exchange.setProperty("llmModelUri", model.uri());
        exchange.setProperty("llmValidateUri", Validators.uri(call.feature.output()));
    }

    static Bounds bounds(Call call, Duration line, long maxBody) {
        Timeouts timeouts = call.feature.timeouts();
        return new Bounds(
                call.deadline(),
                timeouts.attempt(),
                timeouts.connect(),
                timeouts.firstToken(),
                timeouts.idle(),
                line,
                maxBody);
    }

    private static Duration line(Call call) {
        Duration half = call.deadline().left().dividedBy(SHARE_OF_DEADLINE);
        return call.plan().hasNext() && half.compareTo(SHORT_LINE) > 0 ? SHORT_LINE : half;
    }

    private Caller caller(Call call, Stake stake, @Nullable ChunkSink sink) {
        int tokens = stake.worst().counted() + stake.maxTokens();
        return new Caller(call.identity.tenant(), tokens, sink, Extend.allowance(engine, call, stake));
    }

    /** A caller who wants a stream sees the first answer as it comes, unless it has to be validated before. */
    private static @Nullable ChunkSink sink(Call call) {
        Downstream down = call.downstream;
        if (down == null) {
            return null;
        }
        boolean live = call.feature.output() == null || call.feature.stream().equals("raw");
        return live && !down.begun() ? chunk -> send(call, down, chunk) : ChunkSink.NONE;
    }

    /** Words of refusal are no part of a feature's answer. */
    private static void send(Call call, Downstream down, ObjectNode chunk) throws IOException {
        JsonNode delta = chunk.path("choices").path(0).path("delta");
        String content = delta.path("content").asText("");
        if (call.input.raw() != null) {
            tell(call, down, delta);
        } else if (!content.isEmpty()) {
            tell(call, down, Json.object().put("content", content));
        }
    }

    /** Others who wait for the same answer hear it too; they go on when this call's own caller has gone. */
    private static void tell(Call call, Downstream down, JsonNode delta) throws IOException {
        call.running.say(call.plan().model().name(), delta);
        if (call.running.ownLeft()) {
            return;
        }
        try {
            down.send(() -> Facts.headers(call), delta);
        } catch (IOException e) {
            call.running.leave();
            if (call.callerLeft().isDone()) {
                throw e;
            }
        }
    }
}
