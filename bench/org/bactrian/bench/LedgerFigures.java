package org.bactrian.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;
import org.bactrian.ledger.Clerk;
import org.bactrian.ledger.Ledger;
import org.bactrian.ledger.Store;

/**
 * Measures what setting money aside and settling it costs one attempt, and how often the store is asked. Usage:
 * LedgerFigures FOLDER SECONDS [URL of an empty PostgreSQL database].
 */
public final class LedgerFigures {
    private static final int[] THREADS = {1, 16};

    /** A JVM on two cores takes long to compile what it runs. */
    private static final int WARM_UP = 2;

    private final int seconds;

    private LedgerFigures(int seconds) {
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        LedgerFigures figures = new LedgerFigures(Integer.parseInt(arguments[1]));
        System.out.printf(
                "Java %s, %d processors; %d s a row after %d s of warm-up%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                figures.seconds,
                WARM_UP * figures.seconds);
        for (LedgerMix mix : LedgerMix.values()) {
            Path folder = Files.createDirectory(Path.of(arguments[0]).resolve(mix.name()));
            figures.rows("embedded", Commits.counted(Store.fileUrl(folder)), mix);
        }
        for (LedgerMix mix : LedgerMix.values()) {
            if (arguments.length > 2) {
                figures.rows("PostgreSQL", arguments[2], mix);
            }
        }
    }

    private void rows(String name, String url, LedgerMix mix) throws SQLException, InterruptedException {
        for (int threads : THREADS) {
            try (Store store = Store.open(url, "sa", "")) {
                Ledger ledger = new Ledger(store, Clock.systemUTC());
                Clerk clerk = new Clerk(ledger, Ledger.LEASE);
                LedgerLoad load = new LedgerLoad(ledger, mix, threads);
                load.run(WARM_UP * seconds);
                ledger.flush();
                long before = Commits.of(url);
                LedgerLoad.Result result = load.run(seconds);
                ledger.flush();
                print(name, mix, threads, result, Commits.of(url) - before);
                clerk.close();
            }
        }
    }

    private static void print(String name, LedgerMix mix, int threads, LedgerLoad.Result result, long transactions) {
        System.out.printf(
                Locale.ROOT,
                "%-10s  %-10s  %2d threads  %s  %7d transactions%n",
                name,
                mix,
                threads,
                result,
                transactions);
    }
}
