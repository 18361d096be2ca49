package org.bactrian.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line; without a command it runs the application. */
@Command(
        name = "bactrian",
        description = "Production-grade LLM steps for Apache Camel flows.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {Run.class, Check.class, Simulate.class, KeysCommand.class, CacheCommand.class, Usage.class})
public final class Bactrian implements Runnable {
    @Override
    public void run() {
        new Run().run();
    }

    public static void main(String[] arguments) {
        Console.configureLog();
        Threads.preferVirtual();
        CommandLine line = new CommandLine(new Bactrian());
        line.setExecutionExceptionHandler((failure, command, parsed) -> Console.tell(failure));
        int code = line.execute(arguments);
        if (code != 0) {
            Exit.with(code);
        }
    }
}
