package org.bactrian.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A temporary application folder with a keys.yaml of the test's own. */
final class KeysFolder {
    static final String PEPPER = "a-pepper-for-tests";

    private final Path path;

    KeysFolder(Path folder) {
        path = folder.resolve("keys.yaml");
    }

    Path path() {
        return path;
    }

    /** An entry of a key, as {@code name: value} pairs in flow style. */
    static String entry(String id, String more) {
        String hash = new Pepper(PEPPER).hash("bk_" + id);
        return "{id: " + id + ", hash: \"" + hash + "\", user: ada, tier: pro, tenant: acme" + more + "}";
    }

    KeysFolder write(String... lines) {
        try {
            Files.writeString(path, String.join("\n", lines) + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KeysFile file() {
        Settings settings = Settings.read(
                key -> Optional.ofNullable(Map.of("llm.keys-file", "keys.yaml").get(key)));
        return KeysFile.of(path.getParent(), settings, KeysFolder::resolve).orElseThrow();
    }

    private static String resolve(String text) {
        if (text.contains("nothing")) {
            throw new IllegalArgumentException(text);
        }
        return text.replace("{{tenant}}", "umbrella");
    }

    List<String> ids() {
        return file().read().stream().map(ApiKey::id).toList();
    }

    /** What is told about the file, as a person reads it; nothing if it is taken. */
    String told() {
        try {
            file().read();
            return "";
        } catch (ConfigurationException e) {
            return e.getMessage();
        }
    }
}
