package org.bactrian.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The file that {@code llm.keys-file} names. One that is not there holds no keys. */
public final class KeysFile {
    private final Path path;
    private final String name;
    private final List<String> tiers;
    private final UnaryOperator<String> placeholders;

    private KeysFile(Path path, String name, List<String> tiers, UnaryOperator<String> placeholders) {
        this.path = path;
        this.name = name;
        this.tiers = tiers;
        this.placeholders = placeholders;
    }

    /**
     * The file of an application, if it has one.
     *
     * @param folder where application.properties stands
     * @param placeholders resolves Camel placeholders in a text; throws IllegalArgumentException for one without a value
     */
    public static Optional<KeysFile> of(Path folder, Settings settings, UnaryOperator<String> placeholders) {
        return Optional.ofNullable(settings.keysFile())
                .map(file -> new KeysFile(folder.resolve(file), file.toString(), settings.tiers(), placeholders));
    }

    /** As the user knows it: relative to the application. */
    public String name() {
        return name;
    }

    /** The keys that stand in it now. Throws {@link ConfigurationException} with every fault. */
    public List<ApiKey> read() {
        return parse(text());
    }

    List<ApiKey> parse(String text) {
        try {
            return KeyEntries.read(YamlFile.parse(name, text, 1, placeholders), tiers);
        } catch (FaultException e) {
            throw new ConfigurationException(List.of(e.fault()));
        }
    }

    String text() {
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (CharacterCodingException e) {
            throw fault("is not UTF-8 text", "Save it as UTF-8");
        } catch (IOException e) {
            throw fault("cannot be read: " + e, "");
        }
    }

    void replace(String text) {
        try {
            SecretFile.replace(path, text);
        } catch (IOException e) {
            throw fault("cannot be written: " + e, "");
        }
    }

    /** Changes whenever the file is written or removed. */
    String stamp() {
        return Home.stamp(path);
    }

    ConfigurationException fault(String message, String fix) {
        return new ConfigurationException(List.of(new Fault(name, 0, "", message, fix)));
    }
}
