package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.stream.SseEvent;
import org.jspecify.annotations.Nullable;

/**
 * How one family of providers is spoken to. The canonical forms are OpenAI's: chat request, chat completion and
 * completion chunk. Immutable and thread-safe.
 */
public interface Dialect {
    /** The dialect of that name in models.yaml: openai, anthropic or gemini. */
    static Dialect named(String name) {
        return switch (name) {
            case "openai" -> OpenAi.DIALECT;
            case "anthropic" -> Anthropic.DIALECT;
            case "gemini" -> Gemini.DIALECT;
            default -> throw new IllegalArgumentException("There is no dialect \"" + name + "\"");
        };
    }

    /**
     * How this family is asked for embeddings, in OpenAI's forms of an embeddings request and answer; null if it has none.
     */
    default @Nullable Dialect embeddings() {
        return null;
    }

    /** Where a request for a model goes. */
    String url(Model model, boolean streamed);

    /**
     * Headers of every request, such as the API's version.
     *
     * @param key the API key, empty for a provider that wants none
     */
    Map<String, String> headers(Provider provider, String key);

    /**
     * The body of a request.
     *
     * @param chat a chat request in OpenAI's form; its {@code model} and {@code stream} are not looked at; not changed
     * @param streamed whether the answer is to come as events
     */
    ObjectNode encode(Model model, ObjectNode chat, boolean streamed);

    /**
     * A whole answer as a chat completion in OpenAI's form.
     *
     * @throws AttemptFailure if there is no answer in it
     */
    ObjectNode decode(JsonNode body) throws AttemptFailure;

    /** What reads the events of one streamed answer. */
    Events events();

    /**
     * What the body of an error means, by OpenAI's codes where there is one: {@code context_length_exceeded},
     * {@code content_filter}, else the provider's own, or empty. Never more than a plain word.
     */
    String errorCode(JsonNode body);

    /** What an error amounts to that came although the status was good. */
    default AttemptFailure inAnswer(JsonNode body) {
        String code = errorCode(body);
        return Failures.ofCode(code, "it answered 200 with an error " + code);
    }

    /** Reads the events of one streamed answer, in order. Used by one thread at a time. */
    interface Events {
        /**
         * The completion chunks in OpenAI's form that an event amounts to; empty for what carries nothing, such as a ping.
         * After the end nothing more is read.
         *
         * @throws AttemptFailure if the event is an error, or not what this dialect sends
         */
        List<ObjectNode> read(SseEvent event) throws AttemptFailure;

        /** Whether the terminal marker has come: only then is the answer whole. */
        boolean ended();
    }
}
