package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.jspecify.annotations.Nullable;

/** The OpenAI chat completions dialect, which is also our canonical form. */
public final class OpenAi {
    private OpenAi() {}

    static String url(Provider provider) {
        return provider.baseUrl() + "/chat/completions";
    }

    static byte[] encode(Model model, ObjectNode request) {
        ObjectNode body = request.objectNode();
        body.put("model", model.remoteName());
        request.properties().stream()
                .filter(field -> !field.getKey().equals("model"))
                .forEach(field -> body.set(field.getKey(), field.getValue()));
        return Json.bytes(body);
    }

    /**
     * Reads a completion.
     *
     * @throws AttemptFailure if it has no answer in it
     */
    public static Completion decode(JsonNode body) throws AttemptFailure {
        if (body.hasNonNull("error")) {
            String code = Receive.errorCode(body);
            throw new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, "it answered 200 with an error " + code);
        }
        JsonNode choice = body.path("choices").path(0);
        if (choice.isMissingNode()) {
            throw new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, "it answered without a choice");
        }
        JsonNode message = choice.path("message");
        String refusal = message.path("refusal").textValue();
        return new Completion(
                message.path("content").asText(""),
                refusal,
                choice.path("finish_reason").asText("stop"),
                usage(body));
    }

    private static @Nullable Usage usage(JsonNode body) {
        JsonNode usage = body.path("usage");
        if (!usage.path("prompt_tokens").canConvertToInt()) {
            return null;
        }
        return new Usage(
                usage.path("prompt_tokens").asInt(),
                usage.path("prompt_tokens_details").path("cached_tokens").asInt(),
                usage.path("completion_tokens").asInt());
    }
}
