package org.bactrian.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What an audit of the ledger found. */
final class AuditText {
    private final JsonNode page;

    AuditText(JsonNode page) {
        this.page = page;
    }

    boolean good() {
        return found() == 0;
    }

    private int found() {
        return page.path("found").asInt();
    }

    List<String> lines() {
        String books = page.path("entries").asLong() + " entries, "
                + page.path("windows").asLong() + " windows, " + plain(page.path("sum_usd")) + " USD";
        if (good()) {
            return List.of("Good: " + books + "; every sum agrees");
        }
        List<String> lines = new ArrayList<>();
        lines.add(found() + (found() == 1 ? " difference" : " differences") + " in " + books + ":");
        page.path("differences").forEach(difference -> lines.add(line(difference)));
        int told = page.path("differences").size();
        if (told < found()) {
            lines.add("and " + (found() - told) + " more");
        }
        return lines;
    }

    private static String line(JsonNode difference) {
        String of =
                difference.path("scope").asText() + " " + difference.path("id").asText() + ", "
                        + difference.path("window").asText() + ": ";
        String says = plain(difference.path("says"));
        String sum = plain(difference.path("should_be"));
        return switch (difference.path("what").asText()) {
            case "spent" -> of + "spent is " + says + ", but its entries come to " + sum;
            case "held" -> of + "held is " + says + ", but what processes have set aside comes to " + sum;
            default ->
                of + "spent and held are " + says + ", over the cap and its overruns of " + sum
                        + " (right only if the cap was lowered since)";
        };
    }

    private static String plain(JsonNode amount) {
        BigDecimal bare = amount.decimalValue().stripTrailingZeros();
        return (bare.scale() < 0 ? bare.setScale(0) : bare).toPlainString();
    }
}
