package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an alert says, to people and to programs. */
final class AlertTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final Instant RESET = Instant.parse("2026-12-01T00:00:00Z");

    private static Alert alert(String level, String name, String cap, String spent) {
        return new Alert(
                7, AT, level, "feature", name, null, "2026-11", new BigDecimal(cap), new BigDecimal(spent), RESET);
    }

    @Test
    void its_json_has_every_field() {
        Alert alert = new Alert(
                7,
                AT,
                "warning",
                "user",
                "triage/acme/ada",
                "acme",
                "2026-11-24",
                new BigDecimal("100.000000000000"),
                new BigDecimal("0.000000100000"),
                RESET);

        assertThat(alert.json().toString())
                .isEqualTo("{\"id\":7,\"at\":\"2026-11-24T10:00:00Z\",\"level\":\"warning\",\"scope\":\"user\","
                        + "\"scope_id\":\"triage/acme/ada\",\"tenant\":\"acme\",\"window\":\"2026-11-24\",\"cap\":100,"
                        + "\"spent\":1E-7,\"percent\":0,\"resets_at\":\"2026-12-01T00:00:00Z\",\"message\":\""
                        + alert.message().replace("\"", "\\\"") + "\"}");
    }

    @Test
    void what_is_not_there_is_null() {
        Alert alert = new Alert(7, AT, "warning", "session", "s", null, "total", BigDecimal.ONE, BigDecimal.ONE, null);

        assertThat(alert.json().get("tenant").isNull()).isTrue();
        assertThat(alert.json().get("resets_at").isNull()).isTrue();
    }

    @Test
    void its_message_says_what_of_what_and_what_follows() {
        assertThat(alert("warning", "triage", "0.50", "0.4049").message())
                .isEqualTo(
                        "Budget warning: feature \"triage\" has spent 80% (0.4049 of 0.5 USD) in 2026-11; it is reset"
                                + " at 2026-12-01T00:00:00Z");
        assertThat(alert("exhausted", "triage", "0.5", "0.49").message())
                .isEqualTo("Budget exhausted: feature \"triage\" has spent 98% (0.49 of 0.5 USD) in 2026-11; calls that"
                        + " do not fit are refused until 2026-12-01T00:00:00Z");
        assertThat(alert("overrun", "triage", "0.5", "0.6").message())
                .isEqualTo("Budget overrun: feature \"triage\" has spent 120% (0.6 of 0.5 USD) in 2026-11; a provider"
                        + " billed more than was held, and it is closed until 2026-12-01T00:00:00Z or until its cap"
                        + " changes");
    }

    @Test
    void a_window_without_end_is_told_as_such() {
        Alert alert =
                new Alert(7, AT, "exhausted", "session", "s", null, "total", BigDecimal.ONE, BigDecimal.ONE, null);

        assertThat(alert.message())
                .isEqualTo(
                        "Budget exhausted: session \"s\" has spent 100% (1 of 1 USD) in all; calls that do not fit are"
                                + " refused for good");
    }

    @Test
    void a_name_from_outside_makes_no_line_of_its_own() {
        assertThat(alert("warning", "a\nERROR forged\r\u0085\u2028\u202eb", "1", "1")
                        .message())
                .contains("\"a ERROR forged    b\"");
    }

    @Test
    void a_cap_of_nothing_is_spent() {
        assertThat(alert("exhausted", "triage", "0", "0").percent()).isEqualTo(100);
    }
}
