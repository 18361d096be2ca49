package org.bactrian.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Raises what has to be told of a window, inside the transaction that made it so. */
final class Alarm {
    private static final String WARNING = "warning";
    private static final String EXHAUSTED = "exhausted";

    private final Handle handle;
    private final OffsetDateTime now;

    Alarm(Handle handle, OffsetDateTime now) {
        this.handle = handle;
        this.now = now;
    }

    /** What of a window's spending is worth telling. */
    private record Facts(
            Window window,
            String kind,
            String name,
            @Nullable String tenant,
            BigDecimal cap,
            BigDecimal alertAt,
            BigDecimal spent,
            @Nullable OffsetDateTime resetsAt) {
        static Facts of(ResultSet row) throws SQLException {
            return new Facts(
                    new Window(row.getString("scope"), row.getString("period")),
                    row.getString("kind"),
                    row.getString("name"),
                    row.getString("tenant"),
                    row.getBigDecimal("cap"),
                    row.getBigDecimal("alert_at"),
                    row.getBigDecimal("spent"),
                    row.getObject("resets_at", OffsetDateTime.class));
        }

        Facts plus(BigDecimal more) {
            return new Facts(window, kind, name, tenant, cap, alertAt, spent.add(more), resetsAt);
        }

        boolean hasSpent(BigDecimal share) {
            return spent.compareTo(cap.multiply(share)) >= 0;
        }
    }

    /** More has been spent. */
    void spent(Window window) {
        Facts facts = facts(window);
        if (facts != null && facts.hasSpent(BigDecimal.ONE)) {
            exhausted(facts);
        } else if (facts != null && facts.hasSpent(facts.alertAt())) {
            raise(facts, WARNING);
        }
    }

    /** A call did not fit any more: nobody should wonder why the first alert never came. */
    void exhausted(Window window, BigDecimal unwritten) {
        Facts facts = facts(window);
        if (facts != null) {
            exhausted(facts.plus(unwritten));
        }
    }

    private void exhausted(Facts facts) {
        raise(facts, WARNING);
        raise(facts, EXHAUSTED);
    }

    /** A provider billed more than was held; the window is closed. */
    void overrun(Window window) {
        Facts facts = facts(window);
        if (facts != null) {
            raise(facts, "overrun");
        }
    }

    private @Nullable Facts facts(Window window) {
        return handle.createQuery(
                        "select scope, period, kind, name, tenant, cap, alert_at, spent, resets_at from budget"
                                + " where scope = :scope and period = :period and cap is not null")
                .bind("scope", window.scope())
                .bind("period", window.period())
                .map((row, context) -> Facts.of(row))
                .findOne()
                .orElse(null);
    }

    private void raise(Facts facts, String level) {
        Outbox.raise(
                handle,
                facts.window().scope(),
                facts.window().period(),
                level,
                facts.kind(),
                facts.name(),
                facts.tenant(),
                facts.cap(),
                facts.spent(),
                facts.resetsAt(),
                now);
    }
}
