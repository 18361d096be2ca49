package org.bactrian.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import org.bactrian.ledger.Budgets;
import org.bactrian.ledger.DayBook;
import org.bactrian.ledger.Difference;
import org.bactrian.ledger.UsageReport;
import org.bactrian.provider.Json;
import org.jspecify.annotations.Nullable;

/** Rows of the books as JSON; all amounts are USD, all times UTC. */
public final class BookRows {
    private BookRows() {}

    static ObjectNode usage(UsageReport.Row row) {
        ObjectNode json = Json.object()
                .put("key", row.key())
                .put("calls", row.calls())
                .put("input_tokens", row.inputTokens())
                .put("output_tokens", row.outputTokens())
                .put("cost_usd", usd(row.costUsd()))
                .put("cache_hits", row.cacheHits())
                .put("valid", row.valid())
                .put("degraded", row.degraded())
                .put("p50_ms", row.p50Ms())
                .put("p95_ms", row.p95Ms())
                .put("saved_usd", usd(row.savedUsd()));
        return row.tenant() == null ? json : json.put("tenant", row.tenant());
    }

    static ObjectNode budget(Budgets.Row row) {
        return Json.object()
                .put("scope", row.scope())
                .put("id", row.id())
                .put("window", row.window())
                .put("cap", usd(row.cap()))
                .put("spent", usd(row.spent()))
                .put("held", usd(row.held()))
                .put("overrun", usd(row.overrun()))
                .put("resets_at", row.resetsAt() == null ? null : row.resetsAt().toString());
    }

    static ObjectNode difference(Difference difference) {
        String[] scope = difference.scope().split(":", 2);
        return Json.object()
                .put("scope", scope[0])
                .put("id", scope.length > 1 ? scope[1] : "")
                .put("window", difference.period())
                .put("what", difference.what().name().toLowerCase(Locale.ROOT))
                .put("says", usd(difference.says()))
                .put("should_be", usd(difference.shouldBe()));
    }

    static ObjectNode day(DayBook.Row row) {
        return Json.object()
                .put("day", row.day().toString())
                .put("model", row.model())
                .put("booked_usd", usd(row.booked()))
                .put("uncertain_usd", usd(row.uncertain()))
                .put("early_usd", usd(row.early()));
    }

    /** The row that {@link #day} wrote. */
    public static DayBook.Row day(JsonNode json) {
        return new DayBook.Row(
                LocalDate.parse(json.path("day").asText()),
                json.path("model").asText(),
                json.path("booked_usd").decimalValue(),
                json.path("uncertain_usd").decimalValue(),
                json.path("early_usd").decimalValue());
    }

    /** Without the zeros that the store keeps behind it. */
    static @Nullable BigDecimal usd(@Nullable BigDecimal amount) {
        if (amount == null) {
            return null;
        }
        BigDecimal bare = amount.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
}
