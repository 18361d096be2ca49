package org.bactrian.bench;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How a stream that should say {@code w0 w1 w2 ...} came.
 *
 * @param lost pieces that did not come
 * @param repeated pieces that came again
 * @param disordered pieces that came after a later one
 * @param failure empty if it was answered, ended properly and said nothing else
 */
record Verdict(int lost, int repeated, int disordered, String failure) {
    private static final String DONE = "[DONE]";

    static Verdict on(Received received, int pieces) {
        List<String> events = received.events();
        List<String> words = words(events);
        Set<String> missing = new HashSet<>();
        IntStream.range(0, pieces).forEach(number -> missing.add("w" + number));
        boolean foreign = !missing.containsAll(words);
        missing.removeAll(words);
        int repeated = words.size() - new HashSet<>(words).size();
        String failure = received.failure().isEmpty() ? ending(events) : received.failure();
        return new Verdict(
                missing.size(), repeated, disordered(words), foreign && failure.isEmpty() ? "other words" : failure);
    }

    boolean good() {
        return lost + repeated + disordered == 0 && failure.isEmpty();
    }

    private static List<String> words(List<String> events) {
        StringBuilder text = new StringBuilder();
        events.stream()
                .filter(event -> !event.equals(DONE))
                .forEach(event -> text.append(
                        choice(event).getJsonObject("delta", new JsonObject()).getString("content", "")));
        return List.of(text.toString().split(" "));
    }

    private static JsonObject choice(String event) {
        var choices = new JsonObject(event).getJsonArray("choices");
        return choices == null || choices.isEmpty() ? new JsonObject() : choices.getJsonObject(0);
    }

    private static int disordered(List<String> words) {
        int count = 0;
        int latest = -1;
        for (String word : words) {
            int number = word.matches("w\\d+") ? Integer.parseInt(word.substring(1)) : latest;
            count += number < latest ? 1 : 0;
            latest = Math.max(latest, number);
        }
        return count;
    }

    /** Exactly one end with a reason, no error, and the terminal marker last and once. */
    private static String ending(List<String> events) {
        if (events.stream().filter(DONE::equals).count() != 1
                || !events.get(events.size() - 1).equals(DONE)) {
            return "not one terminal marker at the end";
        }
        List<String> others = events.subList(0, events.size() - 1);
        if (others.stream().anyMatch(event -> new JsonObject(event).containsKey("error"))) {
            return "an error event";
        }
        long stops = others.stream()
                .filter(event -> "stop".equals(choice(event).getString("finish_reason")))
                .count();
        return stops == 1 ? "" : stops + " finish reasons";
    }
}
