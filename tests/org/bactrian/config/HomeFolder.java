package org.bactrian.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A good home folder in a temporary place, to be spoiled one file at a time. */
final class HomeFolder {
    static final String MODELS =
            """
            providers:
              simulator:
                baseUrl: "http://127.0.0.1:8080/simulator/v1/"
            models:
              sim-small:
                provider: simulator
                input: 0.10
                output: 0.40
                context: 16000
                maxOutput: 4096
            """;
    static final String FEATURE =
            """
            prompt: triage.v1
            models: [sim-small]
            output: triage
            """;
    static final String PROMPT =
            """
            ---
            config:
              temperature: 0.2
            input:
              schema:
                text: string, the ticket
            ---
            {{role "system"}}
            Sort it.
            {{role "user"}}
            {{text}}
            """;
    static final String SCHEMA =
            """
            {"type": "object", "required": ["team"], "additionalProperties": false,
             "properties": {"team": {"enum": ["billing", "support"]}}}
            """;

    private final Path folder;

    HomeFolder(Path folder) {
        this.folder = folder;
        write("models.yaml", MODELS);
        write("features/triage.yaml", FEATURE);
        write("prompts/triage.v1.prompt", PROMPT);
        write("schemas/triage.schema.json", SCHEMA);
    }

    Home home() {
        return new Home(folder);
    }

    HomeFolder write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HomeFolder delete(String name) {
        try {
            Files.delete(folder.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Configuration load() {
        return load(Map.of());
    }

    Configuration load(Map<String, String> values) {
        return Loader.load(home(), text -> resolve(text, values), List.of("free", "pro"), false);
    }

    /** What loading tells; nothing if it is content. */
    List<Fault> faults() {
        try {
            load();
            return List.of();
        } catch (ConfigurationException e) {
            return e.faults();
        }
    }

    /** The one thing that loading tells. */
    Fault fault() {
        List<Fault> faults = faults();
        if (faults.size() != 1) {
            throw new AssertionError("not one fault: " + faults);
        }
        return faults.get(0);
    }

    private static String resolve(String text, Map<String, String> values) {
        String resolved = text;
        for (var value : values.entrySet()) {
            resolved = resolved.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        if (resolved.contains("{{")) {
            throw new IllegalArgumentException("no value: " + text);
        }
        return resolved;
    }
}
