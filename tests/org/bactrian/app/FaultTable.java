package org.bactrian.app;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was seen of every fault, as docs/faults.md tells it. */
final class FaultTable {
    private static final String HEAD =
            """
            # What each fault of an upstream looks like

            Written by the test run (`FaultTableTest`), so this is what was seen, not what is meant. Each fault was met by the first of two
            models, on all three dialects (openai, anthropic, gemini), once by a caller who wants the answer whole and once by one who wants a
            stream; where the dialects differ, the row says which it is about. The feature allows two attempts a model, 1 s to the first token,
            1 s between two parts, 2.5 s an attempt and 20 s in all. The second model is well.

            *Upstream calls* are those that reached the first model. *Breaker* is how many of them its circuit breaker counted as failures.
            *Ledger* is how each attempt of the call was booked: `settled` is what the provider said, `free` cost nothing, `counted` is our own
            count, `uncertain` is the worst case, because nobody can know. After all of it no connection was leased, no place at a model was taken
            and no thread of ours was left.

            | fault | asked for | the caller sees | when | upstream calls | breaker | ledger |
            |---|---|---|---|---|---|---|
            """;

    private final Books books;

    FaultTable(Books books) {
        this.books = books;
    }

    String of(List<FaultRun> runs) throws SQLException {
        Map<String, List<FaultRun>> byCase = new LinkedHashMap<>();
        for (FaultRun run : runs) {
            byCase.computeIfAbsent(run.fault().name() + run.streamed(), key -> new ArrayList<>())
                    .add(run);
        }
        StringBuilder table = new StringBuilder(HEAD);
        for (List<FaultRun> same : byCase.values()) {
            rows(same, table);
        }
        return table.toString();
    }

    private void rows(List<FaultRun> same, StringBuilder table) throws SQLException {
        Map<String, List<FaultRun>> alike = new LinkedHashMap<>();
        for (FaultRun run : same) {
            alike.computeIfAbsent(run.seen(ledger(run)), key -> new ArrayList<>())
                    .add(run);
        }
        for (List<FaultRun> group : alike.values()) {
            String dialects = alike.size() == 1
                    ? ""
                    : group.stream().map(FaultRun::dialect).collect(Collectors.joining(", ", " (", ")"));
            table.append(group.get(0).row(dialects, ledger(group.get(0)))).append('\n');
        }
    }

    private String ledger(FaultRun run) throws SQLException {
        return String.join(
                ", ",
                books.column("select case when amount = 0 then 'free' else kind end from entry where inference_id = '"
                        + run.inferenceId() + "' order by id"));
    }
}
