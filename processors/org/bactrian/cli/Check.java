package org.bactrian.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bactrian.config.Configuration;
import org.bactrian.config.ConfigurationException;
import org.bactrian.config.Fault;
import org.bactrian.config.Home;
import org.bactrian.config.Keys;
import org.bactrian.config.Loader;
import org.bactrian.config.Settings;
import picocli.CommandLine.Command;

/** {@code bactrian check}: tells everything that is wrong with the files, and starts nothing. */
@Command(name = "check", description = "Checks models.yaml, features, prompts, schemas and keys of this folder.")
final class Check implements Callable<Integer> {
    private final List<Fault> faults = new ArrayList<>();

    @Override
    public Integer call() {
        collect(this::checkFolder);
        if (faults.isEmpty()) {
            return 0;
        }
        Console.print(faults);
        System.out.println(faults.size() == 1 ? "1 fault" : faults.size() + " faults");
        return 1;
    }

    private void checkFolder() {
        try (AppFolder folder = new AppFolder()) {
            collect(() -> checkKeys(folder));
            collect(() -> checkHome(folder));
        }
    }

    private void collect(Runnable check) {
        try {
            check.run();
        } catch (ConfigurationException e) {
            faults.addAll(e.faults());
        }
    }

    private static void checkKeys(AppFolder folder) {
        Keys keys = new Keys(folder.keysFile().orElse(null), folder.settings().keysPepper(), Clock.systemUTC());
        folder.property("camel.server.host").ifPresent(host -> WebServer.requireGuarded(host, keys));
    }

    private void checkHome(AppFolder folder) {
        Settings settings = folder.settings();
        Home home = new Home(folder.path().resolve(settings.home()).normalize());
        Configuration found = Loader.load(home, folder::resolve, settings.tiers(), settings.rawModels());
        Console.print(found.notes());
        if (faults.isEmpty()) {
            System.out.println("Good: " + found.features().size() + " features, "
                    + found.prompts().size() + " prompts, " + found.schemas().size() + " schemas, "
                    + found.models().size() + " models in " + home.folder());
        }
    }
}
