package org.bactrian.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The command line in a process of its own, as a user starts it. */
final class Command implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready on (http://\\S+)");
    /** From this Java on, bin/bactrian adds two options, and so do we. */
    private static final int NATIVE_IS_TOLD_SINCE = 24;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private Command(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Runs the classes under test. */
    static Command java(Path folder, String... arguments) {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (Runtime.version().feature() >= NATIVE_IS_TOLD_SINCE) {
            line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.bactrian.cli.Bactrian"));
        line.addAll(List.of(arguments));
        return start(folder, line);
    }

    /** {@code bactrian usage} with more arguments. */
    static Command usage(Path folder, String... arguments) {
        List<String> line = new ArrayList<>(List.of("usage"));
        line.addAll(List.of(arguments));
        return java(folder, line.toArray(String[]::new));
    }

    static Command start(Path folder, List<String> line) {
        try {
            Path output = Files.createTempFile("bactrian", ".out");
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            return new Command(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the line that says it can serve; returns its address. */
    String awaitReady() {
        Awaitility.await().atMost(PATIENCE).until(() -> READY.matcher(output()).find() || !process.isAlive());
        Matcher ready = READY.matcher(output());
        if (!ready.find()) {
            throw new AssertionError("it ended instead of serving: " + output());
        }
        return ready.group(1);
    }

    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it goes on: " + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGSTOP: it hangs, and its connections stay open. */
    void freeze() {
        signal("-STOP");
    }

    /** SIGCONT: it goes on where it was. */
    void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill " + name + " ended with " + exit);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
