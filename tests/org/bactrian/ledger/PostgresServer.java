package org.bactrian.ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A PostgreSQL server of this test run's own; it ends, and its files go, when this process ends in whatever way. */
final class PostgresServer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "postgres";

    /** PostgreSQL does not run as root: ways to be somebody else, or to look so. */
    private static final List<List<String>> DISGUISES = List.of(
            List.of(),
            List.of("unshare", "-U"),
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    /** Our end of the pipe closes with us: then the server is told to stop, and its files are removed. */
    private static final String SERVE = "exec 3<&0; \"$@\" 3<&- & server=$!;"
            + " { cat <&3 >/dev/null; kill -INT $server; } & wait $server; rm -rf \"$0\"";

    private final Path programs;
    private final List<String> disguise;
    private final Path folder;

    private PostgresServer(Path programs, List<String> disguise, Path folder) {
        this.programs = programs;
        this.disguise = disguise;
        this.folder = folder;
    }

    /** Starts a server; returns the URL of a database in it. */
    static String start() throws IOException, InterruptedException {
        List<String> disguise = disguise();
        Path programs = PostgresBinaries.folder();
        Path folder = Files.createTempDirectory("bactrian-postgres-data-");
        PostgresBinaries.permit(folder, "rwxrwxrwx");
        PostgresServer server = new PostgresServer(programs, disguise, folder);
        server.initialize();
        int port = freePort();
        server.serve(port);
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&password=" + PASSWORD;
    }

    private static List<String> disguise() throws InterruptedException {
        for (List<String> disguise : DISGUISES) {
            if (isNotRoot(disguise)) {
                return disguise;
            }
        }
        throw new IllegalStateException("it does not run as root, and neither unshare nor setpriv is permitted");
    }

    private static boolean isNotRoot(List<String> disguise) throws InterruptedException {
        try {
            Process id = new ProcessBuilder(join(disguise, List.of("id", "-u"))).start();
            String user = new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return id.waitFor() == 0 && !user.equals("0");
        } catch (IOException e) {
            return false; // no such program here
        }
    }

    private void initialize() throws IOException, InterruptedException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        Path told = folder.resolve("initdb.log");
        List<String> initdb = program(
                "initdb",
                "--pgdata=" + folder.resolve("data"),
                "--username=postgres",
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync");
        if (run(told, initdb).waitFor() != 0) {
            throw new IllegalStateException("initdb failed: " + lastLine(told));
        }
    }

    private void serve(int port) throws IOException {
        Path told = folder.resolve("server.log");
        List<String> server = program(
                "postgres",
                "-D" + folder.resolve("data"),
                "-F", // a test's data need not outlive the machine's power
                "-p" + port,
                "-cunix_socket_directories=",
                "-cmax_connections=300");
        Process process = run(told, join(List.of("sh", "-c", SERVE, folder.toString()), server));
        Awaitility.await("start of PostgreSQL").atMost(PATIENCE).until(() -> isUp(told) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException("the server ended while it started");
        }
    }

    private List<String> program(String name, String... options) {
        String file = programs.resolve("bin").resolve(name).toString();
        return join(join(disguise, List.of(file)), List.of(options));
    }

    private static Process run(Path told, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
    }

    private static boolean isUp(Path told) throws IOException {
        return Files.readString(told).contains("ready to accept connections");
    }

    private static String lastLine(Path told) throws IOException {
        return Files.readString(told).strip().lines().reduce((a, b) -> b).orElse("");
    }

    private static List<String> join(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
