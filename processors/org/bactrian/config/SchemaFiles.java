package org.bactrian.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bactrian.validation.OutputSchema;

/** Reads the output schemas of schemas/. */
final class SchemaFiles {
    /** Names of schemas there that are for people's editors. */
    static final Set<String> OUR_OWN = Set.of("feature", "models", "prompt", "keys");

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Home home;
    private final List<Fault> faults;
    private final Map<String, OutputSchema> schemas = new TreeMap<>();

    private SchemaFiles(Home home, List<Fault> faults) {
        this.home = home;
        this.faults = faults;
    }

    /** The schemas by name; what is wrong is added to {@code faults}. */
    static Map<String, OutputSchema> read(Home home, List<Fault> faults) {
        SchemaFiles files = new SchemaFiles(home, faults);
        home.files("schemas", faults, ".schema.json").forEach((name, file) -> {
            if (!OUR_OWN.contains(name)) {
                files.read(name, file);
            }
        });
        return files.schemas;
    }

    private void read(String name, Path file) {
        String text = home.text(file, faults);
        try {
            JsonNode definition = JSON.readTree(text);
            List<String> wrong = OutputSchema.faultsOf(definition);
            wrong.forEach(
                    message -> faults.add(new Fault(home.shown(file), 0, "", message, "See JSON Schema 2020-12")));
            if (wrong.isEmpty()) {
                schemas.put(name, OutputSchema.of(name, Hash.of(text).substring(0, 12), definition));
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            faults.add(new Fault(home.shown(file), line, "", "is not JSON: " + e.getOriginalMessage(), ""));
        } catch (RuntimeException e) {
            faults.add(new Fault(home.shown(file), 0, "", "is not a usable JSON Schema: " + e.getMessage(), ""));
        }
    }
}
