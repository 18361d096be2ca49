package org.bactrian;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds for every Kamelet: the rules of Camel's own catalog, and ours. */
final class KameletRules {
    private static final String PREFIX = "camel.apache.org/";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*-(action|sink|source)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??((?!env:|sys:)[^{}:]+)(:[^{}]*)?}}");
    private static final Pattern DEPENDENCY = Pattern.compile("camel:[a-z0-9-]+|mvn:[^:]+:[^:]+:[^:]+");
    private static final List<String> ANNOTATIONS =
            List.of("kamelet.support.level", "catalog.version", "provider", "kamelet.group", "kamelet.namespace");

    private KameletRules() {}

    static List<String> faults(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.kamelet\\.yaml$", "");
        return faults(name, House.yaml(House.read(file))).toList();
    }

    static Stream<String> faults(String name, JsonNode kamelet) {
        JsonNode spec = kamelet.path("spec");
        return Faults.all(
                head(name, kamelet),
                annotations(kamelet.at("/metadata/annotations")),
                DefinitionRules.faults(name, spec.path("definition")),
                dependencies(spec.path("dependencies")),
                placeholders(spec),
                template(name, spec.path("template")));
    }

    private static Stream<String> head(String name, JsonNode kamelet) {
        JsonNode metadata = kamelet.path("metadata");
        String type = metadata.path("labels").path(PREFIX + "kamelet.type").asText();
        return Faults.all(
                Faults.unless(NAME.matcher(name).matches(), "the name is not small-words-action (-sink, -source)"),
                Faults.unless(metadata.path("name").asText().equals(name), "metadata.name is not the name of the file"),
                Faults.unless(name.endsWith("-" + type), "the label kamelet.type is not the end of the name"),
                Faults.unless(kamelet.path("apiVersion").asText().equals(PREFIX + "v1"), "apiVersion is not v1"),
                Faults.unless(kamelet.path("kind").asText().equals("Kamelet"), "kind is not Kamelet"));
    }

    private static Stream<String> annotations(JsonNode annotations) {
        String icon = annotations.path(PREFIX + "kamelet.icon").asText();
        return Stream.concat(
                Faults.unless(icon.startsWith("data:image/"), "the icon is not an embedded data: URI"),
                ANNOTATIONS.stream()
                        .filter(key -> annotations.path(PREFIX + key).asText().isBlank())
                        .map(key -> "the annotation " + PREFIX + key + " is missing"));
    }

    private static Stream<String> dependencies(JsonNode dependencies) {
        return House.items(dependencies)
                .map(JsonNode::asText)
                .filter(dependency -> !DEPENDENCY.matcher(dependency).matches())
                .map(dependency ->
                        "the dependency " + dependency + " is neither camel:NAME nor mvn:GROUP:NAME:VERSION");
    }

    private static Stream<String> placeholders(JsonNode spec) {
        JsonNode template = spec.path("template");
        Set<String> declared = new TreeSet<>(DefinitionRules.properties(spec.path("definition")));
        House.items(template.path("beans"))
                .forEach(bean -> declared.add(bean.path("name").asText()));
        Set<String> used = Leaf.in(template).stream()
                .flatMap(leaf -> PLACEHOLDER.matcher(leaf.text()).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        return Faults.unless(declared.equals(used), "declares " + declared + " but uses " + used);
    }

    private static Stream<String> template(String name, JsonNode template) {
        JsonNode route = template.has("route") ? template.path("route") : template;
        boolean joined = name.endsWith("-source")
                ? Beans.uris(route).anyMatch("kamelet:sink"::equals)
                : route.at("/from/uri").asText().equals("kamelet:source");
        return Faults.all(
                Faults.unless(joined, "the template is not joined to its user by kamelet:source or kamelet:sink"),
                CamelSchema.faults(asRouteTemplate(name, template)).stream(),
                FlowRules.faults(template));
    }

    private static ArrayNode asRouteTemplate(String name, JsonNode template) {
        ArrayNode flow = JsonNodeFactory.instance.arrayNode();
        flow.addObject().putObject("routeTemplate").put("id", name).setAll(House.object(template));
        return flow;
    }
}
