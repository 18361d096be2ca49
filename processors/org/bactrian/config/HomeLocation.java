package org.bactrian.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Turns {@code llm.home} into a folder: {@code file:path}, a plain path, or {@code classpath:name}. */
final class HomeLocation {
    private HomeLocation() {}

    static Path of(String home) {
        if (home.startsWith("classpath:")) {
            return onClasspath(home.substring("classpath:".length()));
        }
        return Path.of(home.startsWith("file:") ? home.substring("file:".length()) : home)
                .normalize();
    }

    private static Path onClasspath(String name) {
        URL url = Thread.currentThread().getContextClassLoader().getResource(name);
        if (url == null) {
            throw fault("there is no folder \"" + name + "\" on the classpath");
        }
        try {
            URI uri = url.toURI();
            if (uri.getScheme().equals("jar")) {
                mount(uri);
            }
            return Path.of(uri);
        } catch (URISyntaxException | IOException e) {
            throw fault("cannot be read from the classpath: " + e.getMessage());
        }
    }

    private static void mount(URI jar) throws IOException {
        try {
            FileSystems.newFileSystem(jar, Map.of());
        } catch (FileSystemAlreadyExistsException e) {
            return; // another context of this process mounted it
        }
    }

    private static ConfigurationException fault(String message) {
        String fix = "Write for example \"llm.home=file:.\" or \"llm.home=classpath:llm\"";
        return new ConfigurationException(List.of(new Fault("application.properties", 0, "llm.home", message, fix)));
    }
}
