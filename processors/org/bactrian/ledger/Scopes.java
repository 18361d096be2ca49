package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.feature.Budget;
import org.jspecify.annotations.Nullable;

/** Which caps a call counts against at one instant. Windows are UTC days and months. */
public final class Scopes {
    /** Of caps that belong to no feature, which could say otherwise. */
    private static final BigDecimal ALERT_AT = new BigDecimal("0.8");

    private final List<Scope> scopes = new ArrayList<>();
    private final LocalDate day;
    private BigDecimal alertAt = ALERT_AT;

    private Scopes(Instant now) {
        this.day = now.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** Who calls, and what for. */
    public record Caller(String feature, String tenant, String user, String tier, @Nullable String session) {}

    /** Caps that hold beyond one feature, USD a month; null for none. */
    public record Shared(@Nullable BigDecimal tenantMonthly, @Nullable BigDecimal deploymentMonthly) {}

    public static List<Scope> of(Budget budget, Shared shared, Caller caller, Instant now) {
        Scopes in = new Scopes(now);
        String user = caller.feature() + "/" + part(caller.tenant()) + "/" + part(caller.user());
        in.alertAt = budget.alertAt();
        in.daily("user", user, caller.tenant(), budget.userDaily().get(caller.tier()));
        if (caller.session() != null) {
            in.total("session", user + "/" + part(caller.session()), caller.tenant(), budget.sessionTotal());
        }
        return in.common(budget, shared, caller);
    }

    /** The caps a call counts against that only checks what would have been a hit: no user's, but one of its own. */
    public static List<Scope> ofCheck(
            Budget budget, @Nullable BigDecimal own, Shared shared, Caller caller, Instant now) {
        Scopes in = new Scopes(now);
        in.alertAt = budget.alertAt();
        in.monthly("tag", "semantic-checks/" + caller.feature(), null, own);
        return in.common(budget, shared, caller);
    }

    private List<Scope> common(Budget budget, Shared shared, Caller caller) {
        monthly("feature", caller.feature(), null, budget.monthly());
        budget.tags().forEach((tag, cap) -> monthly("tag", tag, null, cap));
        alertAt = ALERT_AT;
        monthly("tenant", caller.tenant(), caller.tenant(), shared.tenantMonthly());
        monthly("deployment", "all", null, shared.deploymentMonthly());
        scopes.sort(null);
        return scopes;
    }

    /** Whether a budget caps anything. */
    public static boolean any(Budget budget) {
        return !budget.userDaily().isEmpty()
                || !budget.tags().isEmpty()
                || budget.sessionTotal() != null
                || budget.monthly() != null;
    }

    /** Names come from outside: none can reach into another's scope with a slash of its own. */
    private static String part(String name) {
        return name.replace("%", "%25").replace("/", "%2F");
    }

    private void daily(String kind, String id, @Nullable String tenant, @Nullable BigDecimal cap) {
        add(
                kind,
                id,
                tenant,
                day.toString(),
                cap,
                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private void monthly(String kind, String id, @Nullable String tenant, @Nullable BigDecimal cap) {
        LocalDate next = day.withDayOfMonth(1).plusMonths(1);
        add(
                kind,
                id,
                tenant,
                day.toString().substring(0, 7),
                cap,
                next.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private void total(String kind, String id, @Nullable String tenant, @Nullable BigDecimal cap) {
        add(kind, id, tenant, "total", cap, Instant.MAX);
    }

    private void add(
            String kind,
            String id,
            @Nullable String tenant,
            String period,
            @Nullable BigDecimal cap,
            Instant resetsAt) {
        if (cap != null) {
            scopes.add(new Scope(kind, id, tenant, period, cap, resetsAt, alertAt));
        }
    }
}
