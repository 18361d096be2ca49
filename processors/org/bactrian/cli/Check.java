package org.bactrian.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.bactrian.config.Configuration;
import org.bactrian.config.ConfigurationException;
import org.bactrian.config.Home;
import org.bactrian.config.Loader;
import org.bactrian.config.Settings;
import picocli.CommandLine.Command;

/** {@code bactrian check}: tells everything that is wrong with the files, and starts nothing. */
@Command(name = "check", description = "Checks models.yaml, features, prompts and schemas of this folder.")
final class Check implements Callable<Integer> {
    @Override
    public Integer call() {
        CamelContext context = new DefaultCamelContext();
        try {
            Path folder = Run.folder().toAbsolutePath().normalize();
            Path properties = folder.resolve("application.properties");
            context.getPropertiesComponent().setLocation("file:" + properties + ";optional=true");
            Properties.check(context);
            Settings settings =
                    Settings.read(key -> context.getPropertiesComponent().resolveProperty(key));
            Home home = new Home(folder.resolve(settings.home()).normalize());
            Configuration found =
                    Loader.load(home, context::resolvePropertyPlaceholders, settings.tiers(), settings.rawModels());
            Console.print(found.notes());
            System.out.println("Good: " + found.features().size() + " features, "
                    + found.prompts().size() + " prompts, " + found.schemas().size() + " schemas, "
                    + found.models().size() + " models in " + home.folder());
            return 0;
        } catch (ConfigurationException e) {
            Console.print(e.faults());
            List<?> faults = e.faults();
            System.out.println(faults.size() == 1 ? "1 fault" : faults.size() + " faults");
            return 1;
        } finally {
            context.stop();
        }
    }
}
