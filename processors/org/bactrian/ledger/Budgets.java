package org.bactrian.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The windows that have not ended: what is spent and held of each cap. Thread-safe. */
public final class Budgets {
    /** Windows of the version that had no end in its rows show again once they are used; only {@code total} has none. */
    private static final String OPEN =
            """
            select scope, period, kind, name, cap, spent, held, overrun, resets_at from budget
            where (resets_at > :now or (resets_at is null and period = 'total'))
                and (tenant = :tenant or cast(:tenant as varchar) is null)
                and (kind = :kind or cast(:kind as varchar) is null)
            order by case kind when 'deployment' then 0 when 'tenant' then 1 when 'feature' then 2 when 'tag' then 3
                    when 'user' then 4 else 5 end,
                case when cap > 0 then (spent + held) / cap else 0 end desc, scope, period
            limit :limit
            """;

    private final Store store;
    private final Map<String, BigDecimal> free;

    /**
     * Reads a store.
     *
     * @param free what slices of this process hold that no call has taken ({@link Ledger#ownFree}): it is not told as held
     */
    public Budgets(Store store, Map<String, BigDecimal> free) {
        this.store = store;
        this.free = Map.copyOf(free);
    }

    /**
     * One window.
     *
     * @param scope user, session, feature, tenant, deployment or tag
     * @param id whose it is
     * @param window such as {@code 2026-11-24}, {@code 2026-11} or {@code total}
     * @param cap USD; null if it is not known
     * @param spent USD
     * @param held USD of calls in flight, and what other processes have set aside
     * @param overrun USD that was billed beyond what was held
     * @param resetsAt when the window ends; null for one that never does
     */
    public record Row(
            String scope,
            String id,
            String window,
            @Nullable BigDecimal cap,
            BigDecimal spent,
            BigDecimal held,
            BigDecimal overrun,
            @Nullable Instant resetsAt) {}

    /**
     * Which windows are asked for.
     *
     * @param tenant null for all; the scopes that several tenants share are only told to who asks for all
     * @param scope one kind of scope, or null for all
     * @param limit how many at most
     */
    public record Which(@Nullable String tenant, @Nullable String scope, int limit) {}

    /** The widest scopes first; of one kind, that which has the least left first. */
    public List<Row> rows(Which which, Instant now) {
        return store.jdbi().withHandle(handle -> handle.createQuery(OPEN)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("tenant", which.tenant())
                .bind("kind", which.scope())
                .bind("limit", which.limit())
                .map((row, context) -> row(row))
                .list());
    }

    private Row row(ResultSet row) throws SQLException {
        String window = row.getString("period");
        BigDecimal own = free.getOrDefault(row.getString("scope") + "\t" + window, BigDecimal.ZERO);
        OffsetDateTime end = row.getObject("resets_at", OffsetDateTime.class);
        return new Row(
                row.getString("kind"),
                row.getString("name"),
                window,
                row.getBigDecimal("cap"),
                row.getBigDecimal("spent"),
                row.getBigDecimal("held").subtract(own).max(BigDecimal.ZERO),
                row.getBigDecimal("overrun"),
                end == null ? null : end.toInstant());
    }
}
