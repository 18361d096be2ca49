package org.bactrian;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What holds for the part of a Kamelet that its users see. */
final class DefinitionRules {
    private static final Set<String> TYPES = Set.of("string", "boolean", "integer", "number");

    private DefinitionRules() {}

    static Stream<String> faults(String kamelet, JsonNode definition) {
        String title = definition.path("title").asText();
        return Faults.all(
                Faults.unless(
                        Texts.isTitle(title) && title.toLowerCase(Locale.ROOT).endsWith(" " + kind(kamelet)),
                        "the title \"" + title + "\" is not Capitalised Words, the last of them the kind"),
                Faults.unless(
                        Texts.isSentence(definition.path("description").asText()),
                        "the description is not one sentence"),
                Faults.unless(definition.path("type").asText().equals("object"), "the type is not object"),
                required(definition),
                definition.path("properties").properties().stream().flatMap(DefinitionRules::property));
    }

    /** Names of the properties, in their order. */
    static List<String> properties(JsonNode definition) {
        return definition.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Stream<String> required(JsonNode definition) {
        List<String> required = House.items(definition.path("required"))
                .map(JsonNode::asText)
                .sorted()
                .toList();
        List<String> first =
                properties(definition).stream().limit(required.size()).sorted().toList();
        return Faults.unless(required.equals(first), "requires " + required + " but the first properties are " + first);
    }

    private static Stream<String> property(Map.Entry<String, JsonNode> property) {
        String name = property.getKey();
        JsonNode says = property.getValue();
        return Faults.all(
                Faults.unless(!name.equals("id"), "the property id is reserved by Camel"),
                Faults.unless(
                        Texts.isTitle(says.path("title").asText()),
                        name + " has no title in Capitalised Words, without an article"),
                Faults.unless(
                        Texts.isSentence(says.path("description").asText()),
                        name + " has no description of one sentence"),
                Faults.unless(TYPES.contains(says.path("type").asText()), name + " has no plain type"),
                Faults.unless(says.has("default") || says.has("example"), name + " has no default and no example"));
    }

    private static String kind(String kamelet) {
        return kamelet.substring(kamelet.lastIndexOf('-') + 1);
    }
}
