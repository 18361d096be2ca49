package org.bactrian.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.call.EmbedEntry;
import org.bactrian.call.Entry;
import org.bactrian.provider.Json;

/** Step {@code llm-model-list}: what can be asked for as a model, as OpenAI lists it. */
final class ModelList implements Processor {
    private final Entry entry;
    private final EmbedEntry embeddings;

    ModelList(Entry entry, EmbedEntry embeddings) {
        this.entry = entry;
        this.embeddings = embeddings;
    }

    @Override
    public void process(Exchange exchange) {
        ObjectNode body = Json.object().put("object", "list");
        ArrayNode data = body.putArray("data");
        Set<String> names = new LinkedHashSet<>(entry.models());
        names.addAll(embeddings.models());
        for (String name : names) {
            data.addObject()
                    .put("id", name)
                    .put("object", "model")
                    .put("created", 0)
                    .put("owned_by", "bactrian");
        }
        Http.answer(exchange, body);
    }
}
