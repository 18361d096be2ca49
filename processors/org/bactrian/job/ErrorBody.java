package org.bactrian.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bactrian.LlmException;
import org.bactrian.provider.Json;
import org.jspecify.annotations.Nullable;

/** A failure as OpenAI writes it: {@code {"error": {message, type, param, code}}}. */
final class ErrorBody {
    private ErrorBody() {}

    static ObjectNode of(LlmException failure) {
        return of(String.valueOf(failure.getMessage()), failure.error().type(), failure.param(), failure.code());
    }

    static ObjectNode of(String message, String type, @Nullable String param, @Nullable String code) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return body;
    }
}
