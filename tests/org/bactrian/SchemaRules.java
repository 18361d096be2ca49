package org.bactrian;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bactrian.validation.OutputSchema;

/** What holds for every JSON Schema. */
final class SchemaRules {
    private static final String ENDING = ".schema.json";
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final Set<String> OF_OUR_FILES = Set.of("feature", "models", "prompt", "keys");

    private SchemaRules() {}

    static List<String> faults(Path file) {
        return faults(file.getFileName().toString(), House.json(House.read(file)))
                .toList();
    }

    static Stream<String> faults(String file, JsonNode schema) {
        boolean output = !OF_OUR_FILES.contains(file.replace(ENDING, ""));
        JsonNode more = schema.path("additionalProperties");
        return Faults.all(
                Faults.unless(file.endsWith(ENDING), "the name does not end in " + ENDING),
                OutputSchema.faultsOf(schema).stream(),
                Faults.unless(schema.path("$schema").asText().equals(DIALECT), "$schema is not " + DIALECT),
                Faults.unless(!schema.path("title").asText().isBlank(), "the root has no title"),
                Faults.unless(
                        !output || (more.isBoolean() && !more.asBoolean()),
                        "the root of an output contract has no \"additionalProperties\": false"));
    }
}
