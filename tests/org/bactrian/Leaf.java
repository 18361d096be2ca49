package org.bactrian;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A plain value in a YAML file.
 *
 * @param path the keys that lead to it, and the names of the things on the way as {@code name=...}
 */
record Leaf(List<String> path, String text) {
    static List<Leaf> in(JsonNode node) {
        return in(List.of(), node).toList();
    }

    String key() {
        return path.isEmpty() ? "" : path.get(path.size() - 1);
    }

    /** The key around the last one. */
    String parent() {
        return path.size() < 2 ? "" : path.get(path.size() - 2);
    }

    boolean under(String key) {
        return path.contains(key);
    }

    boolean underAny(Pattern keys) {
        return path.stream().anyMatch(key -> keys.matcher(key).find());
    }

    @Override
    public String toString() {
        return String.join(".", path) + ": " + text;
    }

    private static Stream<Leaf> in(List<String> path, JsonNode node) {
        if (node.isValueNode()) {
            return Stream.of(new Leaf(path, node.asText()));
        }
        if (node.isArray()) {
            return House.items(node).flatMap(item -> in(path, item));
        }
        List<String> here = node.path("name").isTextual()
                ? plus(path, "name=" + node.path("name").asText())
                : path;
        return node.properties().stream()
                .flatMap(entry ->
                        in(plus(entry.getKey().equals("name") ? path : here, entry.getKey()), entry.getValue()));
    }

    private static List<String> plus(List<String> path, String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }
}
