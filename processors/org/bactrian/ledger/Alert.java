package org.bactrian.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.bactrian.provider.Json;
import org.jspecify.annotations.Nullable;

/**
 * What people are told once of a scope and window.
 *
 * @param level warning, exhausted or overrun
 * @param kind of the scope: user, session, feature, tenant, deployment or tag
 * @param name of the scope
 * @param tenant whose it is, if it is a tenant's
 * @param window such as {@code 2026-11-24}, {@code 2026-11} or {@code total}
 * @param cap USD
 * @param spent USD when it was raised
 * @param resetsAt when the window ends; null for one that never does
 */
public record Alert(
        long id,
        Instant raisedAt,
        String level,
        String kind,
        String name,
        @Nullable String tenant,
        String window,
        BigDecimal cap,
        BigDecimal spent,
        @Nullable Instant resetsAt) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** How much of the cap was spent, rounded down; 100 for a cap of nothing. */
    public int percent() {
        return cap.signum() == 0
                ? HUNDRED.intValue()
                : spent.multiply(HUNDRED).divide(cap, RoundingMode.DOWN).intValue();
    }

    /** One line for a person; names are shown without control characters. */
    public String message() {
        String spentOfCap = plain(spent).toPlainString() + " of " + plain(cap).toPlainString() + " USD";
        String where = "total".equals(window) ? "in all" : "in " + window;
        String whose = kind + " \"" + name + "\"";
        String said = "Budget " + level + ": " + whose + " has spent " + percent() + "% (" + spentOfCap + ") " + where
                + "; " + consequence();
        return said.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", " ");
    }

    private String consequence() {
        String end = resetsAt == null ? "for good" : "until " + resetsAt;
        return switch (level) {
            case "warning" -> resetsAt == null ? "it is never reset" : "it is reset at " + resetsAt;
            case "overrun" ->
                "a provider billed more than was held, and it is closed " + end + " or until its cap changes";
            default -> "calls that do not fit are refused " + end;
        };
    }

    /** The same as JSON, as it is handed to routes. */
    public ObjectNode json() {
        return Json.object()
                .put("id", id)
                .put("at", raisedAt.toString())
                .put("level", level)
                .put("scope", kind)
                .put("scope_id", name)
                .put("tenant", tenant)
                .put("window", window)
                .put("cap", plain(cap))
                .put("spent", plain(spent))
                .put("percent", percent())
                .put("resets_at", resetsAt == null ? null : resetsAt.toString())
                .put("message", message());
    }

    private static BigDecimal plain(BigDecimal usd) {
        BigDecimal bare = usd.stripTrailingZeros();
        return bare.scale() < 0 ? bare.setScale(0) : bare;
    }
}
