package org.bactrian;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bactrian.Block.Step;

/** What holds for every file of routes. */
final class RouteRules {
    private static final Set<String> BY_URI =
            Set.of("to", "toD", "wireTap", "enrich", "pollEnrich", "poll", "recipientList", "routingSlip");
    private static final String KEBAB = "[a-z0-9]+(-[a-z0-9]+)*";

    private RouteRules() {}

    static List<String> faults(Path file) {
        return Faults.all(
                        Faults.unless(
                                file.getFileName().toString().matches(KEBAB + "\\.camel\\.yaml"),
                                "the name of a file of routes is small-words.camel.yaml"),
                        faults(House.yaml(House.read(file))))
                .toList();
    }

    static Stream<String> faults(JsonNode flow) {
        return Faults.all(
                CamelSchema.faults(flow).stream(),
                routes(flow).flatMap(RouteRules::named),
                namelessSteps(flow),
                FlowRules.faults(flow),
                FlowRules.numbers(flow));
    }

    /** The ids of routes and of steps: Camel wants both unique in a context. */
    static Stream<String> ids(JsonNode flow) {
        return Leaf.in(flow).stream()
                .filter(leaf -> leaf.key().equals("id") && !leaf.under("parameters"))
                .map(Leaf::text);
    }

    private static Stream<JsonNode> routes(JsonNode flow) {
        return House.items(flow).filter(item -> item.has("route")).map(item -> item.path("route"));
    }

    private static Stream<String> named(JsonNode route) {
        String id = route.path("id").asText();
        return Faults.all(
                Faults.unless(id.matches(KEBAB), "a route has an id in small-words, not \"" + id + "\""),
                Faults.unless(
                        Texts.isSentence(route.path("description").asText()),
                        "the route \"" + id + "\" has a description of one sentence"));
    }

    private static Stream<String> namelessSteps(JsonNode flow) {
        return Block.in(flow).stream()
                .flatMap(block -> block.steps().stream())
                .filter(step -> leaves(step) && !step.settings().has("id"))
                .map(step -> step + " leaves the route without an id");
    }

    private static boolean leaves(Step step) {
        boolean stays = step.settings().path("uri").asText().matches("(direct|kamelet)(:.*)?");
        return BY_URI.contains(step.pattern()) && (step.pattern().equals("toD") || !stays);
    }
}
