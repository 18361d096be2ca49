package org.bactrian.job;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.answers.Purge;
import org.bactrian.call.KeptAnswers;
import org.bactrian.provider.Json;

/** Step {@code llm-cache-purge}: forgets kept answers, as far as they are the caller's to forget. */
final class CachePurge implements Processor {
    private final KeptAnswers kept;

    CachePurge(KeptAnswers kept) {
        this.kept = kept;
    }

    @Override
    public void process(Exchange exchange) {
        Caller caller = Caller.of(exchange);
        Purge purge = new CacheQuery(parameters(Http.request(exchange))).purge(caller.onlyTenant());
        Http.answer(exchange, Json.tree(Map.of("purged", kept.purge(purge))));
    }

    private static Map<String, List<String>> parameters(HttpServerRequest request) {
        Map<String, List<String>> parameters = new TreeMap<>();
        request.params()
                .forEach(each -> parameters.put(each.getKey(), request.params().getAll(each.getKey())));
        return parameters;
    }
}
