package org.bactrian.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A budgets page as a table. */
final class BudgetTable {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final List<JsonNode> rows;
    private final boolean more;

    BudgetTable(JsonNode page) {
        this.rows = StreamSupport.stream(page.path("data").spliterator(), false).toList();
        this.more = page.path("more").asBoolean();
    }

    List<String> lines() {
        if (rows.isEmpty()) {
            return List.of("No budgets in use.");
        }
        boolean overrun = rows.stream().anyMatch(row -> usd(row, "overrun").signum() > 0);
        Columns table = new Columns().left("budget").left("of").left("window");
        table.right("cap USD").right("spent USD").right("held USD").right("used");
        if (overrun) {
            table.right("overrun USD");
        }
        table.left("resets (UTC)");
        Usd caps = column("cap");
        Usd spent = column("spent");
        Usd held = column("held");
        Usd over = column("overrun");
        for (JsonNode row : rows) {
            List<String> cells = new ArrayList<>();
            cells.add(row.path("scope").asText());
            cells.add(row.path("id").asText());
            cells.add(row.path("window").asText());
            cells.add(row.path("cap").isNull() ? "?" : caps.of(usd(row, "cap")));
            cells.add(spent.of(usd(row, "spent")));
            cells.add(held.of(usd(row, "held")));
            cells.add(used(row));
            if (overrun) {
                cells.add(over.of(usd(row, "overrun")));
            }
            cells.add(resets(row));
            table.row(cells);
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (more) {
            lines.add("and more: ask for one kind with GET /v1/budgets?scope=user&limit=10000");
        }
        return lines;
    }

    private Usd column(String field) {
        return new Usd(rows.stream().map(row -> usd(row, field)).toList());
    }

    private static BigDecimal usd(JsonNode row, String field) {
        return row.path(field).decimalValue();
    }

    /** Rounded down, so that only a full one is at 100%. */
    private static String used(JsonNode row) {
        BigDecimal cap = usd(row, "cap");
        BigDecimal taken = usd(row, "spent").add(usd(row, "held"));
        return cap.signum() == 0 ? "-" : taken.multiply(HUNDRED).divide(cap, 0, RoundingMode.DOWN) + "%";
    }

    private static String resets(JsonNode row) {
        return row.path("resets_at").isNull()
                ? "never"
                : row.path("resets_at").asText().replaceFirst("T(\\d\\d:\\d\\d).*", " $1");
    }
}
