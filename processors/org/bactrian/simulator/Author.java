package org.bactrian.simulator;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the right answer to a request; the same request always gets the same answer. */
final class Author {
    private static final int MOST_CHUNKS = 100_000;

    private Author() {}

    static Draft draft(ChatRequest request, Behaviour behaviour) {
        if (behaviour.text(Key.CHUNKS).isPresent()) {
            return Draft.of(numbered(behaviour.count(Key.CHUNKS, 0)));
        }
        String tool = request.shape().tool();
        return tool.isEmpty() ? Draft.of(write(request)) : Draft.call(tool, write(request));
    }

    private static String numbered(int chunks) {
        if (chunks > MOST_CHUNKS) {
            throw Rejection.badRequest("model", "'chunks' can be at most " + MOST_CHUNKS + ".");
        }
        return IntStream.range(0, chunks).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }

    private static String write(ChatRequest request) {
        return switch (request.shape().format()) {
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
