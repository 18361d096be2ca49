package org.bactrian.job;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.support.DefaultMessage;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.call.CallerLink;
import org.bactrian.provider.Json;

/** What the HTTP entry points have in common: an allow-list of headers in, ours out, and callers who leave. */
final class Http {
    private static final Map<String, String> ALLOWED = Map.of(
            "Llm-User", "LlmUser",
            "Llm-Tier", "LlmTier",
            "Llm-Tenant", "LlmTenant",
            "Llm-Session", "LlmSession",
            "Llm-Deadline-Ms", "LlmDeadlineMs",
            "Llm-Prompt", "LlmPrompt",
            "Cache-Control", "LlmCacheControl",
            "Idempotency-Key", "LlmIdempotencyKey");
    private static final Map<String, String> GIVEN_BACK = Map.of(
            "CamelLlmInferenceId", "Llm-Inference-Id",
            "CamelLlmModel", "Llm-Model",
            "CamelLlmPrompt", "Llm-Prompt",
            "CamelLlmCache", "Llm-Cache",
            "CamelLlmAttempts", "Llm-Attempts",
            "CamelLlmInputTokens", "Llm-Input-Tokens",
            "CamelLlmOutputTokens", "Llm-Output-Tokens",
            "CamelLlmCostUsd", "Llm-Cost-Usd",
            "CamelLlmDegraded", "Llm-Degraded",
            "CamelLlmAge", "Age");

    private Http() {}

    static HttpServerRequest request(Exchange exchange) {
        return exchange.getMessage(HttpMessage.class).getRequest();
    }

    static HttpServerResponse response(Exchange exchange) {
        return exchange.getMessage(HttpMessage.class).getResponse();
    }

    /** What curl sends by default; its body has been taken apart by the time a route sees it. */
    static void refuseForm(HttpServerRequest request) {
        String type = String.valueOf(request.getHeader("Content-Type")).toLowerCase(Locale.ROOT);
        if (type.startsWith("application/x-www-form-urlencoded")) {
            String message = "Form fields are not read: send \"Content-Type: application/json\" or \"text/plain\"";
            throw new LlmRefused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, message, "Content-Type");
        }
    }

    /**
     * Replaces the message by a fresh one, so that no header from outside reaches a step; the allowed ones become
     * variables. Who is calling comes from the API key alone once there are any.
     */
    static void enter(Exchange exchange, Object body) {
        HttpMessage http = exchange.getMessage(HttpMessage.class);
        Caller caller = Caller.of(exchange);
        ALLOWED.forEach((header, variable) -> {
            String value = http.getRequest().getHeader(header);
            if (value != null) {
                exchange.setVariable(variable, value);
            }
        });
        caller.identity().forEach(exchange::setVariable);
        CallerLink link = new CallerLink();
        exchange.setProperty(CallerLink.PROPERTY, link);
        var response = http.getResponse();
        response.closeHandler(gone -> {
            if (!response.ended()) {
                link.leave();
            }
        });
        if (response.closed()) {
            link.leave();
        }
        Message fresh = new DefaultMessage(exchange.getContext());
        fresh.setBody(body);
        exchange.setMessage(fresh);
    }

    /** Answers with bytes, so that their length can be told, and with our headers alone. */
    static void answer(Exchange exchange, int status, String type, byte[] body) {
        Message from = exchange.getMessage();
        Message to = new DefaultMessage(exchange.getContext());
        headers(from.getHeaders()).forEach(to::setHeader);
        to.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        to.setHeader(Exchange.CONTENT_TYPE, type);
        to.setBody(body);
        exchange.setMessage(to);
    }

    /** The response headers of a call, out of the headers a flow gets. */
    static Map<String, String> headers(Map<String, Object> told) {
        Map<String, String> headers = new HashMap<>();
        GIVEN_BACK.forEach((header, given) -> {
            Object value = told.get(header);
            if (value != null) {
                headers.put(given, value.toString());
            }
        });
        return headers;
    }

    static void answer(Exchange exchange, JsonNode body) {
        answer(exchange, 200, "application/json", Json.bytes(body));
    }
}
