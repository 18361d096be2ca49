package org.bactrian;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files that people write: those of the application in the top folders, and those of the examples. */
final class House {
    private static final Path BUILT = Path.of("target");
    private static final String MODELS = "models.yaml";
    private static final LoadSettings YAML =
            LoadSettings.builder().setAllowDuplicateKeys(false).build();
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private House() {}

    static List<Path> routes() {
        return files("routes", ".camel.yaml");
    }

    static List<Path> kamelets() {
        return files("kamelets", ".kamelet.yaml");
    }

    static List<Path> prompts() {
        return files("prompts", ".prompt");
    }

    static List<Path> schemas() {
        return files("schemas", ".schema.json");
    }

    static List<Path> features() {
        return files("features");
    }

    static List<Path> models() {
        return Stream.concat(walk(Path.of(MODELS)), inExamples("models", MODELS))
                .toList();
    }

    /** The models.yaml of each folder that holds a configuration. */
    static List<Path> homes() {
        return models().stream().filter(file -> file.endsWith(MODELS)).toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static JsonNode yaml(String text) {
        return JSON.valueToTree(new Load(YAML).loadFromString(text));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as an object; empty if it is none. */
    static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : JSON.createObjectNode();
    }

    static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static Stream<Path> walk(Path folder) {
        if (!Files.exists(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file ->
                            StreamSupport.stream(file.spliterator(), false).noneMatch(BUILT::equals))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String folder, String... endings) {
        return Stream.concat(walk(Path.of(folder)), inExamples(folder, endings)).toList();
    }

    /** What stands in a folder of such a name, or has such an ending. */
    private static Stream<Path> inExamples(String folder, String... endings) {
        return walk(Path.of("examples"))
                .filter(file -> file.getParent().endsWith(folder)
                        || Arrays.stream(endings).anyMatch(file.toString()::endsWith));
    }
}
