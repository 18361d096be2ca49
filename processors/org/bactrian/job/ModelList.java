package org.bactrian.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.call.Entry;
import org.bactrian.provider.Json;

/** Step {@code llm-model-list}: what can be asked for as a model, as OpenAI lists it. */
final class ModelList implements Processor {
    private final Entry entry;

    ModelList(Entry entry) {
        this.entry = entry;
    }

    @Override
    public void process(Exchange exchange) {
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        for (String feature : entry.models()) {
            data.addObject()
                    .put("id", feature)
                    .put("object", "model")
                    .put("created", 0)
                    .put("owned_by", "bactrian");
        }
        Http.answer(exchange, body);
    }
}
