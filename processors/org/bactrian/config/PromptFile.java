package org.bactrian.config;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bactrian.prompt.Prompt;
import org.bactrian.prompt.Segment;
import org.bactrian.prompt.Templates;

/** Reads a .prompt file: YAML front matter between {@code ---} lines, then the body. */
final class PromptFile {
    private static final ClosedSchema SCHEMA = ClosedSchema.named("prompt");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FRONT =
            Pattern.compile("\\A---\\n(.*?)^---(?:\\n|\\z)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final int FRONT_STARTS = 2;

    private PromptFile() {}

    static Optional<Prompt> read(
            String file,
            String name,
            String text,
            Templates templates,
            UnaryOperator<String> placeholders,
            List<Fault> faults) {
        String unix = text.replace("\r\n", "\n");
        Matcher front = FRONT.matcher(unix);
        boolean hasFront = front.find();
        if (!hasFront && unix.startsWith("---\n")) {
            String fix = "Close it with a line of three hyphens";
            faults.add(new Fault(file, 1, "", "has a front matter that does not end", fix));
            return Optional.empty();
        }
        String matter = hasFront ? front.group(1) : "";
        String body = hasFront ? unix.substring(front.end()) : unix;
        YamlFile yaml = YamlFile.parse(file, matter, FRONT_STARTS, placeholders);
        SCHEMA.complete(yaml);
        List<Fault> found = new ArrayList<>(SCHEMA.check(yaml));
        int bodyLine = 1
                + (int) unix.substring(0, unix.length() - body.length()).lines().count();
        List<Segment> segments = segments(file, bodyLine, body, templates, found);
        faults.addAll(found);
        return found.isEmpty() ? Optional.of(prompt(name, unix, yaml.content(), segments)) : Optional.empty();
    }

    private static List<Segment> segments(String file, int line, String body, Templates templates, List<Fault> faults) {
        try {
            List<Segment> segments = templates.compile(body);
            if (segments.isEmpty()) {
                faults.add(new Fault(file, line, "", "has no text after its front matter", "Write the prompt there"));
            }
            return segments;
        } catch (IllegalArgumentException e) {
            String fix = "A {{role}} or {{history}} cannot stand inside a block";
            faults.add(new Fault(file, line, "", "has a body that is not Handlebars: " + e.getMessage(), fix));
            return List.of();
        }
    }

    private static Prompt prompt(String name, String text, JsonNode front, List<Segment> segments) {
        Map<String, Object> defaults =
                JSON.convertValue(front.path("input").path("default"), new TypeReference<Map<String, Object>>() {});
        List<String> required = new ArrayList<>();
        front.path("input").path("schema").fieldNames().forEachRemaining(required::add);
        required.replaceAll(variable -> variable.replaceFirst("\\(.*", ""));
        required.removeIf(variable -> variable.endsWith("?") || defaults.containsKey(variable));
        return new Prompt(name, Hash.of(text).substring(0, 12), parameters(front), required, defaults, segments);
    }

    private static Prompt.Parameters parameters(JsonNode front) {
        JsonNode config = front.path("config");
        List<String> stop = new ArrayList<>();
        config.path("stopSequences").forEach(sequence -> stop.add(sequence.asText()));
        return new Prompt.Parameters(
                config.has("temperature") ? config.path("temperature").doubleValue() : null,
                config.has("topP") ? config.path("topP").doubleValue() : null,
                config.has("maxOutputTokens") ? config.path("maxOutputTokens").intValue() : null,
                stop);
    }
}
