package org.bactrian.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Step {@code llm-send}: turns the chat request into one HTTP request in the dialect of the model's provider. */
public final class Send implements Processor {
    @Override
    public void process(Exchange exchange) {
        Attempt attempt = Sent.attempt(exchange);
        Model model = attempt.model();
        Dialect dialect = model.dialect();
        String url = dialect.url(model, attempt.streamed());
        Message message = exchange.getMessage();
        message.setHeader(
                Exchange.HTTP_URI, withQuery(url, model.provider().options().query()));
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        byte[] body = Json.bytes(dialect.encode(model, attempt.request(), attempt.streamed()));
        message.setBody(new AttemptEntity(attempt, body));
    }

    private static String withQuery(String url, Map<String, String> query) {
        if (query.isEmpty()) {
            return url;
        }
        String parameters = query.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return url + (url.contains("?") ? "&" : "?") + parameters;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
