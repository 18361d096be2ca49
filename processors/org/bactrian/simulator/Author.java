package org.bactrian.simulator;

import java.util.List;

/** Writes the right answer to a request; the same request always gets the same answer. */
final class Author {
    private Author() {}

    static String write(ChatRequest request) {
        return switch (request.format()) {
            case JSON_SCHEMA -> Json.write(SchemaAnswer.of(request));
            case JSON_OBJECT -> Json.write(Json.object().put("answer", gist(request)));
            case TEXT -> request.asksForSummary() ? summary(request) : reply(request);
        };
    }

    private static String summary(ChatRequest request) {
        String summary = Summary.of(request.longestUserText());
        return summary.isEmpty() ? reply(request) : summary;
    }

    private static String reply(ChatRequest request) {
        return "Thank you for your message. You wrote: \"" + gist(request)
                + "\" I am a simulated model, so this is all I can say about it.";
    }

    private static String gist(ChatRequest request) {
        List<String> sentences = Sentences.of(request.lastUserText());
        return Sentences.informative(sentences);
    }
}
