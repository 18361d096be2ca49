package org.bactrian.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** A process of its own that has a store open until its input ends, or that only tries to open it as we do. */
final class OtherProcess {
    private OtherProcess() {}

    static Process holding(String url) throws IOException {
        return start(System.getProperty("java.class.path"), "hold", url);
    }

    /** Its last line of output is what came of it. */
    static Process opening(String classPath, String url) throws IOException {
        return start(classPath, "open", url);
    }

    private static Process start(String classPath, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-cp", classPath, OtherProcess.class.getName());
        builder.command().addAll(List.of(arguments));
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Opens the store and says so. */
    public static void main(String[] arguments) throws IOException, SQLException {
        if (arguments[0].equals("hold")) {
            hold(arguments[1]);
        } else {
            open(arguments[1]);
        }
    }

    private static void hold(String url) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            System.out.println(connection.isValid(1) ? "open" : "broken");
            while (System.in.read() >= 0) {
                // the parent closes it
            }
        }
    }

    private static void open(String url) {
        try (Store store = Store.open(url, "sa", "")) {
            System.out.println(store.exclusive());
        } catch (StoreException e) {
            System.out.println(e.getMessage());
        }
    }
}
