package org.bactrian.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.call.Entry;
import org.bactrian.provider.Json;

/** A body that must be a JSON object. */
final class JsonBody {
    private JsonBody() {}

    static ObjectNode object(byte[] body) {
        try {
            JsonNode node = Json.read(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The body is not JSON" + at, null);
        } catch (IOException e) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The body is not JSON", null);
        }
        String message = "The body must be a JSON object, such as {\"text\": \"...\"}";
        throw new LlmRefused(ErrorCode.INVALID_INPUT, message, null);
    }

    static Map<String, Object> variables(byte[] body) {
        return Entry.variables(object(body));
    }
}
