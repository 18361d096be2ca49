package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** What the request bodies of all dialects have in common. */
final class RequestJson {
    private RequestJson() {}

    static JsonNode object(Buffer json) {
        try {
            JsonNode body = Json.read(json.getBytes());
            if (body.isObject()) {
                return body;
            }
        } catch (IOException e) {
            throw Rejection.badRequest("", "The body of your request could not be read as JSON.");
        }
        throw Rejection.badRequest("", "The body of your request must be a JSON object.");
    }

    static String model(JsonNode body) {
        if (!body.path("model").isTextual()) {
            throw Rejection.badRequest("model", "You must provide a model parameter.");
        }
        return simulated(body.path("model").asText());
    }

    static String simulated(String model) {
        if (!model.startsWith("sim-")) {
            throw Rejection.unknownModel(model);
        }
        return model;
    }

    static int atLeastOne(JsonNode number, String param) {
        if (number.isMissingNode() || number.isNull()) {
            return Integer.MAX_VALUE;
        }
        if (!number.canConvertToInt() || !number.isIntegralNumber() || number.intValue() < 1) {
            throw Rejection.badRequest(param, "'" + param + "' must be a whole number of at least 1.");
        }
        return number.intValue();
    }
}
