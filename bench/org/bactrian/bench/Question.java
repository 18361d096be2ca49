package org.bactrian.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A chat completion in OpenAI's protocol, and the base URL where it is asked. */
record Question(String baseUrl, String model, boolean stream) {
    RequestOptions request() {
        return new RequestOptions()
                .setAbsoluteURI(baseUrl + "/v1/chat/completions")
                .setMethod(HttpMethod.POST)
                .putHeader("Content-Type", "application/json");
    }

    /** No two are the same, so that nothing can be answered twice. */
    Buffer body(long serial) {
        JsonObject message =
                new JsonObject().put("role", "user").put("content", "Ticket " + serial + ": I was charged twice.");
        return new JsonObject()
                .put("model", model)
                .put("stream", stream)
                .put("messages", new JsonArray().add(message))
                .toBuffer();
    }
}
