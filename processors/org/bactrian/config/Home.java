package org.bactrian.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder that holds models.yaml, features/, prompts/ and schemas/. */
public final class Home {
    private final Path folder;

    public Home(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /** A path as the user knows it: relative to this folder. */
    String shown(Path file) {
        return folder.relativize(file).toString();
    }

    /** Files of a sub-folder that end in one of {@code endings}, by name without ending; two for one name is a fault. */
    Map<String, Path> files(String subFolder, List<Fault> faults, String... endings) {
        Map<String, Path> files = new TreeMap<>();
        for (Path file : list(folder.resolve(subFolder))) {
            for (String ending : endings) {
                String name = file.getFileName().toString();
                if (name.endsWith(ending)) {
                    add(files, name.substring(0, name.length() - ending.length()), file, faults);
                }
            }
        }
        return files;
    }

    private void add(Map<String, Path> files, String name, Path file, List<Fault> faults) {
        if (!name.matches("[a-z0-9][a-z0-9.-]*")) {
            String fix = "Use small letters, digits, dots and hyphens, such as \"ticket-triage\"";
            faults.add(new Fault(shown(file), 0, "", "has a name that cannot be used", fix));
            return;
        }
        Path other = files.put(name, file);
        if (other != null) {
            String fix = "Keep one of " + shown(other) + " and " + shown(file);
            faults.add(new Fault(shown(file), 0, "", "is a second file for the name \"" + name + "\"", fix));
        }
    }

    String text(Path file, List<Fault> faults) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            faults.add(new Fault(shown(file), 0, "", "is not UTF-8 text", "Save it as UTF-8"));
        } catch (IOException e) {
            faults.add(new Fault(shown(file), 0, "", "cannot be read: " + e.getMessage(), ""));
        }
        return "";
    }

    /** Changes whenever a file of the configuration is added, removed or written. */
    String stamp() {
        List<String> stamps = new ArrayList<>();
        for (String part : List.of("features", "prompts", "schemas")) {
            list(folder.resolve(part)).forEach(file -> stamps.add(stamp(file)));
        }
        stamps.add(stamp(folder.resolve("models.yaml")));
        return String.join("\n", stamps);
    }

    static String stamp(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return file + " gone";
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
