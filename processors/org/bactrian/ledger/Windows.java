package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The SQL of the tables budget and slice; every method runs inside its caller's transaction. */
final class Windows {
    private Windows() {}

    /** A row of budget. */
    record State(BigDecimal spent, BigDecimal held, @Nullable BigDecimal closedCap) {
        boolean isClosedAt(BigDecimal cap) {
            return closedCap != null && closedCap.compareTo(cap) == 0;
        }
    }

    /** Locks a row, if it is there. */
    static void lock(Handle handle, Window window) {
        handle.createQuery("select 1 from budget where scope = :scope and period = :period for update")
                .bind("scope", window.scope())
                .bind("period", window.period())
                .mapTo(Integer.class)
                .list();
    }

    /** The row of a scope, locked; made if it is the first call of the window. */
    static State lock(Handle handle, Scope scope) {
        State there = find(handle, scope);
        if (there != null) {
            return there;
        }
        handle.createUpdate(
                        "insert into budget (scope, period, spent, held, kind, name, tenant, cap, highest_cap, alert_at, resets_at)"
                                + " values (:scope, :period, 0, 0, :kind, :name, :tenant, :cap, :cap, :alertAt, :resetsAt)")
                .bind("scope", scope.key())
                .bind("period", scope.period())
                .bind("kind", scope.kind())
                .bind("name", scope.id())
                .bind("tenant", scope.tenant())
                .bind("cap", scope.cap())
                .bind("alertAt", scope.alertAt())
                .bind("resetsAt", resetsAt(scope))
                .execute();
        return new State(BigDecimal.ZERO, BigDecimal.ZERO, null);
    }

    private static @Nullable State find(Handle handle, Scope scope) {
        return handle.createQuery("select spent, held, closed_cap from budget"
                        + " where scope = :scope and period = :period for update")
                .bind("scope", scope.key())
                .bind("period", scope.period())
                .map((row, context) -> new State(
                        row.getBigDecimal("spent"), row.getBigDecimal("held"), row.getBigDecimal("closed_cap")))
                .findOne()
                .orElse(null);
    }

    static @Nullable OffsetDateTime resetsAt(Scope scope) {
        return scope.ends() ? scope.resetsAt().atOffset(ZoneOffset.UTC) : null;
    }

    /** Tells what the cap is now; another one opens a closed window again. */
    static void cap(Handle handle, Scope scope) {
        handle.createUpdate(
                        "update budget set cap = :cap, highest_cap = case when highest_cap > :cap then highest_cap else :cap end,"
                                + " alert_at = :alertAt, tenant = :tenant,"
                                + " resets_at = :resetsAt, closed_cap = null where scope = :scope and period = :period"
                                + " and (cap is null or cap <> :cap or alert_at <> :alertAt or closed_cap is not null)")
                .bind("cap", scope.cap())
                .bind("alertAt", scope.alertAt())
                .bind("tenant", scope.tenant())
                .bind("resetsAt", resetsAt(scope))
                .bind("scope", scope.key())
                .bind("period", scope.period())
                .execute();
    }

    static void hold(Handle handle, Window window, BigDecimal amount) {
        handle.createUpdate("update budget set held = held + :amount where scope = :scope and period = :period")
                .bind("amount", amount)
                .bind("scope", window.scope())
                .bind("period", window.period())
                .execute();
    }

    /** Moves money from held to spent. */
    static void spend(Handle handle, Window window, BigDecimal covered, BigDecimal over) {
        handle.createUpdate("update budget set spent = spent + :covered + :over, held = held - :covered,"
                        + " overrun = overrun + :over, closed_cap = case when :over > 0 then cap else closed_cap end"
                        + " where scope = :scope and period = :period")
                .bind("covered", covered)
                .bind("over", over)
                .bind("scope", window.scope())
                .bind("period", window.period())
                .execute();
    }

    /** Adds to an owner's slice, or takes from it. */
    static void slice(Handle handle, String owner, Window window, BigDecimal amount) {
        String where = " where owner = :owner and scope = :scope and period = :period";
        if (slice(handle, "update slice set amount = amount + :amount" + where, owner, window, amount) == 0) {
            String insert =
                    "insert into slice (owner, scope, period, amount) values (:owner, :scope, :period, :amount)";
            slice(handle, insert, owner, window, amount);
        }
    }

    private static int slice(Handle handle, String sql, String owner, Window window, BigDecimal amount) {
        return handle.createUpdate(sql)
                .bind("owner", owner)
                .bind("scope", window.scope())
                .bind("period", window.period())
                .bind("amount", amount)
                .execute();
    }

    static void dropEmpty(Handle handle, String owner) {
        handle.createUpdate("delete from slice where owner = :owner and amount = 0 and buried = 0")
                .bind("owner", owner)
                .execute();
    }
}
