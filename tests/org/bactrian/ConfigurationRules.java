package org.bactrian;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.bactrian.config.ConfigurationException;
import org.bactrian.config.Fault;
import org.bactrian.config.Home;
import org.bactrian.config.Loader;
import org.bactrian.config.Settings;

/** What holds for models.yaml, for features, and for the folder they stand in. */
final class ConfigurationRules {
    private static final Pattern SCHEMA = Pattern.compile("# yaml-language-server: \\$schema=(\\S+)\\R");

    private ConfigurationRules() {}

    static List<String> faults(Path file) {
        String text = House.read(file);
        return Faults.all(
                        Faults.unless(file.toString().endsWith(".yaml"), "the name does not end in .yaml"),
                        Faults.unless(
                                namesSchema(file, text),
                                "the first line is no \"# yaml-language-server: $schema=\" of a file that exists"),
                        FlowRules.secrets(Leaf.in(House.yaml(text))))
                .toList();
    }

    /** What Bactrian itself says of the folder around a models.yaml, read with the properties that stand there. */
    static List<Fault> faultsOfHome(Path models) {
        Path folder = models.toAbsolutePath().getParent();
        CamelContext context = new DefaultCamelContext();
        try {
            context.getPropertiesComponent()
                    .setLocation("file:" + folder.resolve("application.properties") + ";optional=true");
            context.build();
            Settings settings =
                    Settings.read(key -> context.getPropertiesComponent().resolveProperty(key));
            Loader.load(new Home(folder), context::resolvePropertyPlaceholders, settings.tiers(), settings.rawModels());
            return List.of();
        } catch (ConfigurationException e) {
            return e.faults();
        } finally {
            context.stop();
        }
    }

    private static boolean namesSchema(Path file, String text) {
        Matcher comment = SCHEMA.matcher(text);
        return comment.lookingAt() && Files.isRegularFile(file.resolveSibling(comment.group(1)));
    }
}
