package org.bactrian.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A usage page as a table. */
final class UsageTable {
    private static final int MOST_ROWS = 50;

    private final String by;
    private final List<JsonNode> rows;
    private final Usd cost;
    private final Usd saved;

    UsageTable(String by, JsonNode page) {
        this.by = by;
        this.rows = StreamSupport.stream(page.path("data").spliterator(), false).toList();
        this.cost = usd("cost_usd");
        this.saved = usd("saved_usd");
    }

    private Usd usd(String field) {
        return new Usd(Stream.concat(Stream.of(sum(field)), rows.stream().map(row -> row.path(field)
                        .decimalValue()))
                .toList());
    }

    private BigDecimal sum(String field) {
        return rows.stream().map(row -> row.path(field).decimalValue()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    List<String> lines() {
        if (rows.isEmpty()) {
            return List.of("No calls.");
        }
        Columns table = new Columns().left(by);
        for (String title : List.of(
                "calls",
                "valid",
                "degraded",
                "tokens in",
                "tokens out",
                "cost USD",
                "from cache",
                "saved USD",
                "p50 ms",
                "p95 ms")) {
            table.right(title);
        }
        rows.stream().limit(MOST_ROWS).forEach(row -> table.row(cells(row)));
        table.total(totals());
        List<String> lines = new ArrayList<>(table.lines());
        if (rows.size() > MOST_ROWS) {
            lines.add("and " + (rows.size() - MOST_ROWS) + " more, which --csv lists; the totals are of all");
        }
        return lines;
    }

    private List<String> cells(JsonNode row) {
        return List.of(
                name(row),
                count(row.path("calls").decimalValue()),
                count(row.path("valid").decimalValue()),
                count(row.path("degraded").decimalValue()),
                count(row.path("input_tokens").decimalValue()),
                count(row.path("output_tokens").decimalValue()),
                cost.of(row.path("cost_usd").decimalValue()),
                count(row.path("cache_hits").decimalValue()),
                saved.of(row.path("saved_usd").decimalValue()),
                count(row.path("p50_ms").decimalValue()),
                count(row.path("p95_ms").decimalValue()));
    }

    private static String name(JsonNode row) {
        String key = row.path("key").asText();
        String shown = key.isEmpty() ? "(none)" : key;
        return row.has("tenant") ? row.path("tenant").asText() + "/" + shown : shown;
    }

    private List<String> totals() {
        return List.of(
                "total",
                count(sum("calls")),
                count(sum("valid")),
                count(sum("degraded")),
                count(sum("input_tokens")),
                count(sum("output_tokens")),
                cost.of(sum("cost_usd")),
                count(sum("cache_hits")),
                saved.of(sum("saved_usd")),
                "",
                "");
    }

    private static String count(BigDecimal number) {
        return String.format(Locale.ROOT, "%,d", number.longValue());
    }
}
