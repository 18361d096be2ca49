package org.bactrian.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.bactrian.config.ConfigurationException;
import org.bactrian.config.Fault;
import org.bactrian.config.KeysFile;
import org.bactrian.config.Settings;

/** The application a command works on, of which only application.properties has been read. Not thread-safe. */
final class AppFolder implements AutoCloseable {
    private final Path path = Run.folder().toAbsolutePath().normalize();
    private final CamelContext context = new DefaultCamelContext();
    private final Settings settings;

    /** Throws {@link ConfigurationException} if application.properties has faults. */
    AppFolder() {
        Path properties = path.resolve("application.properties");
        context.getPropertiesComponent().setLocation("file:" + properties + ";optional=true");
        Properties.check(context);
        settings = Settings.read(this::property);
    }

    Path path() {
        return path;
    }

    Settings settings() {
        return settings;
    }

    Optional<String> property(String key) {
        return context.getPropertiesComponent().resolveProperty(key);
    }

    String resolve(String text) {
        return context.resolvePropertyPlaceholders(text);
    }

    /** The keys file of the application, if it names one. */
    Optional<KeysFile> keysFile() {
        return KeysFile.of(path, settings, this::resolve);
    }

    /** The same; throws {@link ConfigurationException} if it names none. */
    KeysFile requiredKeysFile() {
        return keysFile().orElseThrow(() -> {
            String fix = "Write \"llm.keys-file=keys.yaml\"";
            return new ConfigurationException(
                    List.of(new Fault("application.properties", 0, "llm.keys-file", "is not set", fix)));
        });
    }

    @Override
    public void close() {
        context.stop();
    }
}
