package org.bactrian.cli;

import java.util.List;
import java.util.Set;
import org.bactrian.LlmRefused;
import org.bactrian.config.ConfigurationException;
import org.bactrian.config.StartException;
import org.bactrian.ledger.ExportException;
import org.bactrian.ledger.StoreException;

/** What the command line prints to a person. */
final class Console {
    private static final Set<Class<?>> TOLD_PLAINLY = Set.of(
            ConfigurationException.class,
            StartException.class,
            StoreException.class,
            BooksException.class,
            ExportException.class,
            LlmRefused.class);

    private Console() {}

    /** Our own log format unless the user names another file. */
    static void configureLog() {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "org/bactrian/cli/logback.xml");
        }
    }

    /** Prints why something failed: a person's mistake in its own words, a bug with its stack trace. Returns the exit code. */
    static int tell(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (TOLD_PLAINLY.contains(at.getClass())) {
                String message = String.valueOf(at.getMessage());
                message.lines().map(line -> "bactrian: " + line).forEach(System.err::println);
                return 1;
            }
        }
        System.err.println("bactrian: " + rootMessage(failure));
        failure.printStackTrace(System.err);
        return 1;
    }

    private static String rootMessage(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }

    static void print(List<?> lines) {
        lines.forEach(System.out::println);
    }
}
