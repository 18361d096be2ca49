package org.bactrian.call;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.provider.Attempt;
import org.bactrian.provider.Bounds;
import org.bactrian.provider.Caller;
import org.bactrian.provider.Json;
import org.bactrian.provider.Model;

/** Step {@code llm-embed-attempt}: holds what a batch can cost, then opens the attempt that asks for it. */
final class EmbedAttempt implements Processor {
    private static final int SHARE_OF_DEADLINE = 2;

    private final Engine engine;
    private final Reserve reserve;

    EmbedAttempt(Engine engine) {
        this.engine = engine;
        this.reserve = new Reserve(engine);
    }

    @Override
    public void process(Exchange exchange) {
        EmbedCall embed = EmbedCall.on(exchange);
        Call call = embed.call;
        Stake stake = reserve.hold(call);
        Model model = embed.model;
        if (call.plan().fresh()) {
            engine.lanes().of(model).retries().request();
        }
        Caller caller = new Caller(call.identity.tenant(), stake.worst().counted(), null);
        Duration line = call.deadline().left().dividedBy(SHARE_OF_DEADLINE);
        Bounds bounds = OpenAttempt.bounds(call, line, engine.settings().maxBody());
        Attempt attempt = new Attempt(model, request(embed), bounds, caller);
        attempt.putOn(exchange);
        call.begin(attempt, false);
        exchange.setProperty("llmModelUri", model.provider().isLocal() ? null : model.uri());
    }

    private static ObjectNode request(EmbedCall embed) {
        ObjectNode request = Json.object();
        ArrayNode input = request.putArray("input");
        embed.batch().texts().forEach(input::add);
        if (embed.dimensions != null) {
            request.put("dimensions", embed.dimensions);
        }
        return request;
    }
}
