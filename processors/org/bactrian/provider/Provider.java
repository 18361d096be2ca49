package org.bactrian.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * Who is asked.
 *
 * @param name its key in models.yaml
 * @param dialect the protocol it speaks
 * @param baseUrl where its API begins, without a trailing slash
 * @param keys API keys that share the load; empty sends none
 */
public record Provider(String name, Dialect dialect, String baseUrl, List<String> keys, Options options) {
    /** No server at all: what runs in this process. */
    public static final Provider LOCAL = new Provider("local", OpenAi.DIALECT, "", List.of(), Options.NONE);

    public Provider {
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        keys = List.copyOf(keys);
    }

    /** Whether its models run in this process. */
    public boolean isLocal() {
        return baseUrl.isEmpty();
    }

    /**
     * What differs between providers of one dialect.
     *
     * @param headers sent with every request
     * @param query parameters of every request's URL
     * @param keyHeader the header that carries the key bare, or empty for a bearer token
     * @param structured how a schema is asked for
     * @param maxTokensField the name of the bound on the answer, in the openai dialect
     * @param streamUsage whether a stream is asked for its usage, in the openai dialect
     */
    public record Options(
            Map<String, String> headers,
            Map<String, String> query,
            String keyHeader,
            Structured structured,
            String maxTokensField,
            boolean streamUsage) {
        public static final Options NONE = new Options(Map.of(), Map.of(), "", Structured.NATIVE, "max_tokens", true);

        /** Names no value: a header may carry a secret. */
        @Override
        public String toString() {
            return "Options" + headers.keySet();
        }
    }

    /** How a provider is asked for output that satisfies a schema. */
    public enum Structured {
        /** By its own means. */
        @JsonProperty("native")
        NATIVE,
        /** As any JSON object, the schema in the instructions. */
        @JsonProperty("json-object")
        JSON_OBJECT,
        /** In the instructions alone. */
        @JsonProperty("instructions")
        INSTRUCTIONS
    }

    /** Names the provider only: keys stay out of logs. */
    @Override
    public String toString() {
        return "Provider[" + name + "]";
    }
}
