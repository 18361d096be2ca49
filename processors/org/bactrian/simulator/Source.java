package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a document is made from: the sentences of the last user message, and the hash of the request. */
final class Source {
    private static final Set<String> GISTS = Set.of("summary", "title", "reason", "subject", "explanation", "answer");

    private final String seed;
    private final List<String> sentences;
    private final EnumChoice choice;

    Source(ChatRequest request) {
        this.seed = Digest.sha256(request.prompt() + request.shape().schema());
        this.sentences = Sentences.of(request.lastUserText());
        this.choice = new EnumChoice(request.lastUserText(), seed);
    }

    /** A real sentence; properties that tell the gist get the first informative one. */
    String sentence(String name, int index) {
        if (sentences.isEmpty()) {
            return "Nothing was said.";
        }
        if (index == 0 && GISTS.contains(name.toLowerCase(Locale.ROOT))) {
            return Sentences.informative(sentences);
        }
        return sentences.get((below(sentences.size(), name) + index) % sentences.size());
    }

    JsonNode choose(JsonNode values, String name) {
        return choice.of(values, name);
    }

    int below(int bound, String name) {
        return Digest.below(bound, seed + name);
    }
}
