package org.bactrian.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Alerts, written with the money they tell of and delivered after. Safe for many threads and nodes. */
public final class Outbox {
    /** Those never tried come first, then those that have waited longest: a failing one keeps none back. */
    private static final String DUE = "select * from alert"
            + " where delivered_at is null and (taken_until is null or taken_until <= current_timestamp)"
            + " order by case when taken_until is null then 0 else 1 end, taken_until, id"
            + " fetch first :most rows only";

    private static final String CLAIM = "update alert set taken_until = :until where id = :id"
            + " and delivered_at is null and (taken_until is null or taken_until <= current_timestamp)";

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Supplier<Store> store;

    /** Does not ask for the store before it is used. */
    public Outbox(Supplier<Store> store) {
        this.store = store;
    }

    /**
     * Writes an alert inside its caller's transaction, unless this scope and window has had one of this level.
     *
     * @param level warning, exhausted or overrun
     * @return whether it is new
     */
    static boolean raise(
            Handle handle,
            String scope,
            String period,
            String level,
            String kind,
            String name,
            @Nullable String tenant,
            BigDecimal cap,
            BigDecimal spent,
            @Nullable OffsetDateTime resetsAt,
            OffsetDateTime now) {
        int made = handle.createUpdate("insert into alert (raised_at, scope, period, level, kind, name, tenant, cap,"
                        + " spent, resets_at) select cast(:now as timestamp with time zone), :scope, :period, :level,"
                        + " :kind, :name, cast(:tenant as varchar(128)), cast(:cap as decimal(24, 12)),"
                        + " cast(:spent as decimal(24, 12)), cast(:resets as timestamp with time zone)"
                        + " where not exists (select 1 from alert"
                        + " where scope = :scope and period = :period and level = :level)")
                .bind("now", now)
                .bind("scope", scope)
                .bind("period", period)
                .bind("level", level)
                .bind("kind", kind)
                .bind("name", name)
                .bind("tenant", tenant)
                .bind("cap", cap)
                .bind("spent", spent)
                .bindByType("resets", resetsAt, OffsetDateTime.class)
                .execute();
        return made == 1;
    }

    /**
     * Claims alerts that nobody has delivered or is delivering.
     *
     * @param lease after which a claim lapses, by the store's clock
     */
    public List<Alert> take(int most, Duration lease) {
        return store.get().jdbi().inTransaction(handle -> {
            OffsetDateTime until = now(handle).plus(lease);
            List<Alert> due = handle.createQuery(DUE)
                    .bind("most", most)
                    .map((row, context) -> alert(row))
                    .list();
            List<Alert> taken = new ArrayList<>();
            for (Alert alert : due) {
                int claimed = handle.createUpdate(CLAIM)
                        .bind("until", until)
                        .bind("id", alert.id())
                        .execute();
                if (claimed == 1) {
                    taken.add(alert);
                }
            }
            return taken;
        });
    }

    /** It never comes again. */
    public void delivered(long id) {
        store.get().jdbi().useHandle(handle -> handle.createUpdate("update alert set delivered_at = current_timestamp"
                        + " where id = :id and delivered_at is null")
                .bind("id", id)
                .execute());
    }

    /** It could not be delivered: it is due again in a second, later in a minute, the longer the older it is. */
    public void postpone(long id) {
        store.get().jdbi().useTransaction(handle -> {
            OffsetDateTime raised = handle.createQuery("select raised_at from alert where id = :id")
                    .bind("id", id)
                    .mapTo(OffsetDateTime.class)
                    .one();
            OffsetDateTime now = now(handle);
            handle.createUpdate("update alert set taken_until = :until where id = :id and delivered_at is null")
                    .bind("until", now.plus(pause(Duration.between(raised, now))))
                    .bind("id", id)
                    .execute();
        });
    }

    private static Duration pause(Duration age) {
        Duration atLeast = age.compareTo(SHORTEST) < 0 ? SHORTEST : age;
        return atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
    }

    private static OffsetDateTime now(Handle handle) {
        return handle.createQuery("select current_timestamp")
                .mapTo(OffsetDateTime.class)
                .one();
    }

    private static Alert alert(ResultSet row) throws SQLException {
        OffsetDateTime resetsAt = row.getObject("resets_at", OffsetDateTime.class);
        return new Alert(
                row.getLong("id"),
                row.getObject("raised_at", OffsetDateTime.class).toInstant(),
                row.getString("level"),
                row.getString("kind"),
                row.getString("name"),
                row.getString("tenant"),
                row.getString("period"),
                row.getBigDecimal("cap"),
                row.getBigDecimal("spent"),
                resetsAt == null ? null : resetsAt.toInstant());
    }
}
