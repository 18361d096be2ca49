package org.bactrian.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bactrian.job.UsageCsv;
import org.bactrian.ledger.Comparison;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bactrian usage}: what calls took and cost, what is left of the budgets, and whether the books are right. */
@Command(
        name = "usage",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Tells what calls took and cost and what is left of the budgets, or verifies the ledger.")
final class Usage implements Callable<Integer> {
    /** Budgets that a person looks through. */
    private static final String BUDGETS = "50";

    @Option(
            names = "--by",
            defaultValue = "feature",
            description = "feature, user, tier, model or prompt (default feature)")
    private String by = "feature";

    @Option(names = "--from", description = "First day, such as 2026-11-01, or first instant, UTC")
    private @Nullable String from;

    @Option(names = "--to", description = "Last day, or the instant it ends at, UTC")
    private @Nullable String to;

    @Option(names = "--tenant", description = "Only this tenant's")
    private @Nullable String tenant;

    @Option(
            names = "--url",
            description = "Service to ask, such as http://10.0.0.5:8080 (default: the one of this folder)")
    private @Nullable URI url;

    @Option(names = "--key", description = "API key (default: the environment's BACTRIAN_KEY)")
    private @Nullable String key = System.getenv("BACTRIAN_KEY");

    @ArgGroup
    private Instead instead = new Instead();

    /** What else can be asked for. */
    private static final class Instead {
        @Option(names = "--csv", description = "Print the usage as CSV")
        private boolean csv;

        @Option(names = "--verify", description = "Add the ledger up again; exit code 1 if a sum does not agree")
        private boolean verify;

        @Option(
                names = "--compare",
                paramLabel = "FILE",
                description = "Hold the ledger against a provider's export (CSV, or the simulator's bill);"
                        + " exit code 1 if more was billed than is booked")
        private @Nullable Path export;
    }

    @Override
    public Integer call() {
        try (AppFolder folder = new AppFolder()) {
            Optional<BookSource> found = BookSource.of(folder, url, key());
            if (found.isEmpty()) {
                System.out.println("Nothing has been booked yet: there is no store in " + folder.path());
                return instead.verify || instead.export != null ? 1 : 0;
            }
            try (BookSource books = found.get()) {
                return tell(folder, books);
            }
        }
    }

    private @Nullable String key() {
        return key == null || key.isBlank() ? null : key.strip();
    }

    private int tell(AppFolder folder, BookSource books) {
        if (instead.verify) {
            AuditText audit = new AuditText(books.page("ledger", Map.of()));
            Console.print(audit.lines());
            return audit.good() ? 0 : 1;
        }
        if (instead.export != null) {
            Comparison comparison = ProviderCheck.of(folder, books, instead.export);
            Console.print(new ComparisonText(comparison).lines());
            return comparison.covered() ? 0 : 1;
        }
        JsonNode usage = books.page("usage", asked("by", by, "from", from, "to", to, "tenant", tenant));
        if (instead.csv) {
            System.out.print(UsageCsv.of(usage));
        } else {
            System.out.println("Calls by " + by + time() + ", at " + books.place());
            Console.print(new UsageTable(by, usage).lines());
            System.out.println();
            JsonNode budgets = books.page("budgets", asked("limit", BUDGETS, "tenant", tenant));
            Console.print(new BudgetTable(budgets).lines());
        }
        return 0;
    }

    /** Parameters as names and values by turns; what is null was not given. */
    private static Map<String, String> asked(@Nullable String... given) {
        Map<String, String> asked = new TreeMap<>();
        for (int i = 0; i < given.length; i += 2) {
            String value = given[i + 1];
            if (value != null) {
                asked.put(String.valueOf(given[i]), value);
            }
        }
        return asked;
    }

    private String time() {
        return (from == null ? "" : " from " + from) + (to == null ? "" : " to " + to);
    }
}
