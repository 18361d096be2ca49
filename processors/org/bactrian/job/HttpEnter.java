package org.bactrian.job;

import io.vertx.core.http.HttpServerRequest;
import jakarta.activation.DataHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.attachment.AttachmentMessage;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.call.Entry;
import org.bactrian.document.Documents;

/** Step {@code llm-http-enter}: a request for a feature: variables in JSON, a text, a document, or a form with a file. */
final class HttpEnter implements Processor {
    private static final String PATH = "/v1/features/";

    private final Entry entry;
    private final Streams streams;

    HttpEnter(Entry entry, Streams streams) {
        this.entry = entry;
        this.streams = streams;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        HttpServerRequest request = Http.request(exchange);
        entry.dispatch(exchange, request.path().substring(PATH.length()), "http");
        if (wantsEvents(request)) {
            boolean includeUsage = "true".equals(request.getParam("include_usage"));
            streams.open(exchange, exchange.getProperty(Entry.FEATURE, String.class), includeUsage);
        }
        String type = String.valueOf(request.getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        Http.enter(exchange, variables(exchange, request, type));
    }

    private static boolean wantsEvents(HttpServerRequest request) {
        return String.valueOf(request.getHeader("Accept"))
                .toLowerCase(Locale.ROOT)
                .contains("text/event-stream");
    }

    private static Map<String, Object> variables(Exchange exchange, HttpServerRequest request, String type)
            throws IOException {
        if (type.startsWith("multipart/form-data")) {
            return form(exchange, request);
        }
        Http.refuseForm(request);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (body == null || body.length == 0) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The body is empty", null);
        }
        boolean json = type.contains("json");
        return json ? JsonBody.variables(body) : Map.of("text", Documents.text(body, type));
    }

    private static Map<String, Object> form(Exchange exchange, HttpServerRequest request) throws IOException {
        Map<String, Object> variables = new HashMap<>();
        request.formAttributes().forEach(field -> variables.put(field.getKey(), field.getValue()));
        AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
        if (message.hasAttachments()) {
            DataHandler file = message.getAttachments().values().iterator().next();
            try (InputStream in = file.getInputStream()) {
                variables.put("text", Documents.text(in.readAllBytes(), String.valueOf(file.getName())));
            }
        }
        return variables;
    }
}
