package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bactrian.config.Configuration;
import org.bactrian.config.Home;
import org.bactrian.config.Loader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What README shows is what the files say, and the files work. */
class ExamplesTest {
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PATH =
            Pattern.compile("(?<![/\\w])(?:samples|examples|docs|bin|features|schemas)/[\\w./-]+\\w");

    @TempDir
    Path folder;

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> every_example_of_models_loads() throws IOException {
        return files("examples/models").stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    Path home = Files.createDirectories(folder.resolve(String.valueOf(file.getFileName())));
                    Files.copy(file, home.resolve("models.yaml"));
                    Configuration loaded = Loader.load(new Home(home), text -> text, List.of("free"), false);
                    assertThat(loaded.models()).isNotEmpty();
                }));
    }

    @Test
    void every_example_of_a_feature_loads_beside_the_samples() throws IOException {
        for (String copied : List.of("models.yaml", "prompts", "schemas")) {
            for (Path file : files(copied)) {
                Path to = folder.resolve(file);
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        Files.createDirectories(folder.resolve("features"));
        List<Path> examples = files("examples/features");
        for (Path file : examples) {
            Files.copy(file, folder.resolve("features").resolve(file.getFileName()));
        }

        assertThat(Loader.load(new Home(folder), text -> text, List.of("free", "pro"), false)
                        .features())
                .hasSameSizeAs(examples);
    }

    @Test
    void every_yaml_of_the_readme_stands_in_a_file() throws IOException {
        String all = "";
        for (Path file : files("examples")) {
            all += Files.readString(file);
        }
        String everything = all;

        assertThat(YAML.matcher(Files.readString(Path.of("README.md")))
                        .results()
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(everything).contains(block));
    }

    @Test
    void every_file_the_readme_names_is_there() throws IOException {
        assertThat(PATH.matcher(Files.readString(Path.of("README.md")))
                        .results()
                        .map(match -> match.group()))
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
    }
}
