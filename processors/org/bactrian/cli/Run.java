package org.bactrian.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** {@code bactrian run}: serves until it is told to stop. */
@Command(name = "run", description = "Runs the application of this folder, or the one that came with Bactrian.")
final class Run implements Runnable {
    @Override
    public void run() {
        long began = Started.millis();
        App app = App.start(folder(), Map.of());
        CountDownLatch forever = new CountDownLatch(1);
        Exit.onSignal(app::close);
        System.out.println("Bactrian ready on " + app.url() + " in " + (System.currentTimeMillis() - began) + " ms");
        try {
            forever.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            app.close();
        }
    }

    /** The current folder if it is an application, else the distribution's own. */
    static Path folder() {
        Path here = Path.of("");
        String home = System.getProperty("bactrian.home");
        boolean application = Files.exists(here.resolve("application.properties"));
        return application || home == null ? here : Path.of(home);
    }
}
