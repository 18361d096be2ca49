package org.bactrian.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.cli.App;

/** An application folder a test writes: our shipped properties and routes, and models and features of its own. */
public final class TestFolder {
    private static final String SCHEMA =
            "{\"title\": \"T\", \"type\": \"object\", \"required\": [\"urgency\", \"note\"],"
                    + " \"additionalProperties\": false, \"properties\": {\"urgency\": {\"enum\": [\"low\", \"high\"]},"
                    + " \"note\": {\"type\": \"string\", \"minLength\": 1}}}";

    private final Path folder;
    private final Map<String, String> providers = new TreeMap<>();
    private final Map<String, String> models = new TreeMap<>();
    private final Map<String, String> properties = new TreeMap<>();

    public TestFolder(Path folder) {
        this.folder = folder;
        write("prompts/plain.v1.prompt", "{{role \"system\"}}\nAnswer briefly.\n{{role \"user\"}}\n{{text}}\n");
        write("prompts/plain.v2.prompt", "{{role \"system\"}}\nAnswer at length.\n{{role \"user\"}}\n{{text}}\n");
        write("schemas/note.schema.json", SCHEMA);
        properties.put("camel.server.port", "0");
        model("good", "sim-good");
    }

    Path path() {
        return folder;
    }

    /** Another provider than the simulator; {@code settings} are those of models.yaml. */
    public TestFolder provider(String name, String settings) {
        providers.put(name, "  " + name + ": {" + settings + "}\n");
        return this;
    }

    /** A model of any provider. */
    public TestFolder modelOf(String provider, String name, String remote, String... more) {
        models.put(
                name,
                "  " + name + ": {provider: " + provider + ", name: \"" + remote
                        + "\", input: 1, output: 4, context: 16000, maxOutput: 1000" + join(more) + "}\n");
        return this;
    }

    /** A model of the simulator; {@code remote} may ask for faults, such as {@code sim-x?fault=503&times=2}. */
    public TestFolder model(String name, String remote, String... more) {
        return modelOf("simulator", name, remote, more);
    }

    /** A feature; each entry is a line of its file. */
    public TestFolder feature(String name, String models, String... lines) {
        return write(
                "features/" + name + ".yaml",
                "prompt: plain.v1\nmodels: [" + models + "]\nretry: {attempts: 3, baseDelay: 1ms, maxDelay: 2ms}\n"
                        + String.join("\n", lines) + "\n");
    }

    private static String join(String[] more) {
        return more.length == 0 ? "" : ", " + String.join(", ", more);
    }

    public TestFolder property(String key, String value) {
        properties.put(key, value);
        return this;
    }

    public TestFolder write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes everything with the named files of our routes/. */
    public TestFolder complete(String... routes) {
        StringBuilder yaml = new StringBuilder("providers:\n  simulator: {baseUrl: \"http://127.0.0.1:"
                + "{{simulator.port:{{camel.server.port}}}}/simulator/v1\"}\n");
        providers.values().forEach(yaml::append);
        yaml.append("models:\n");
        models.values().forEach(yaml::append);
        write("models.yaml", yaml.toString());
        try {
            String shipped = Files.readString(Path.of("application.properties"));
            StringBuilder own = new StringBuilder(shipped).append('\n');
            properties.forEach(
                    (key, value) -> own.append(key).append('=').append(value).append('\n'));
            write("application.properties", own.toString());
            for (String route : routes) {
                write("routes/" + route + ".camel.yaml", Files.readString(Path.of("routes", route + ".camel.yaml")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public TestApp start(String... routes) {
        int port = Ports.free();
        property("camel.server.port", Integer.toString(port));
        property("llm.broker.port", Integer.toString(Ports.free()));
        complete(routes);
        return new TestApp(App.start(folder, Map.of()), folder);
    }

    String property(String key) {
        return properties.getOrDefault(key, "");
    }
}
