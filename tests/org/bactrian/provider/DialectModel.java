package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bactrian.provider.Provider.Options;
import org.bactrian.provider.Provider.Structured;
import org.bactrian.resilience.GateLimits;

/** What a model of any dialect is asked; its provider calls it {@code theirs}. */
final class DialectModel {
    static final String CHAT =
            """
            {"model": "ours", "max_tokens": 50, "messages": [
             {"role": "system", "content": "Be exact."}, {"role": "user", "content": "Where?"},
             {"role": "assistant", "content": null, "tool_calls": [{"id": "t1", "type": "function",
              "function": {"name": "place", "arguments": "{\\"city\\":\\"Oslo\\"}"}}]},
             {"role": "tool", "tool_call_id": "t1", "content": "north"},
             {"role": "user", "content": [{"type": "text", "text": "And here?"},
              {"type": "image_url", "image_url": {"url": "data:image/png;base64,QUJD"}}]}],
             "tools": [{"type": "function", "function": {"name": "place", "parameters":
              {"type": "object", "properties": {"city": {"type": "string"}}}}}], "tool_choice": "auto"}""";
    static final String STRUCTURED =
            """
            {"max_tokens": 50, "messages": [{"role": "user", "content": "Where?"}],
             "response_format": {"type": "json_schema", "json_schema": {"name": "place", "strict": true, "schema":
              {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}}}""";

    private DialectModel() {}

    static Model of(Dialect dialect, Structured structured) {
        Options options = new Options(Map.of(), Map.of(), "", structured, "max_tokens", true);
        return new Model(
                "ours",
                new Provider("provider", dialect, "https://api.example.com/v1", List.of("k-1"), options),
                "theirs",
                List.of(),
                16_000,
                4_096,
                "chat",
                GateLimits.NONE,
                new Model.BreakerRules(50, 10, 20, Duration.ofSeconds(20), Duration.ofSeconds(30)),
                0.1);
    }

    static JsonNode json(String text) {
        try {
            return Json.read(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
