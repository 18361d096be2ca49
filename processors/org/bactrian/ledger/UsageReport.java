package org.bactrian.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What calls took and cost, out of the call log. Thread-safe. */
public final class UsageReport {
    private static final String SUMS =
            """
            , count(*) as calls, sum(input_tokens) as input, sum(output_tokens) as output,
                sum(cost_usd) as cost, sum(saved_usd) as saved,
                sum(case when cache in ('hit', 'semantic', 'coalesced', 'replay') then 1 else 0 end) as hits,
                sum(case when outcome = 'ok' then 1 else 0 end) as valid,
                sum(case when degraded <> '' then 1 else 0 end) as degraded,
                percentile_cont(0.5) within group (order by latency_ms) as p50,
                percentile_cont(0.95) within group (order by latency_ms) as p95
            from call_log
            where called_at >= :from and called_at < :to
                and (tenant = :tenant or cast(:tenant as varchar) is null)
            group by
            """;

    private final Store store;

    public UsageReport(Store store) {
        this.store = store;
    }

    /** What calls can be told apart by. */
    public enum By {
        FEATURE("feature"),
        /** The same name in two tenants is two users. */
        USER("tenant, user_id"),
        TIER("tier"),
        /** The model that answered; none where nothing did. */
        MODEL("model"),
        /** Name and version of the prompt; none for a call that was refused before it had one. */
        PROMPT("prompt");

        private final String columns;

        By(String columns) {
            this.columns = columns;
        }

        private String key() {
            return columns.replaceFirst(".*, ", "");
        }
    }

    /**
     * The calls of one key.
     *
     * @param tenant whose user the key is; null if the key is no user
     * @param costUsd what they cost, failed attempts included
     * @param savedUsd what the answers that were not paid for again would have cost
     * @param cacheHits answered without asking a model
     * @param valid answers that satisfied their contract
     * @param degraded answered by something less
     * @param p50Ms half of them took no longer, milliseconds
     */
    public record Row(
            String key,
            @Nullable String tenant,
            long calls,
            long inputTokens,
            long outputTokens,
            BigDecimal costUsd,
            BigDecimal savedUsd,
            long cacheHits,
            long valid,
            long degraded,
            long p50Ms,
            long p95Ms) {}

    /** The calls of one tenant, or of all if it is null; the most expensive key first. */
    public List<Row> rows(By by, Between time, @Nullable String tenant) {
        String sql = "select " + by.columns + SUMS + by.columns + " order by cost desc, calls desc, " + by.columns;
        return store.jdbi().withHandle(handle -> handle.createQuery(sql)
                .bind("from", time.first())
                .bind("to", time.end())
                .bind("tenant", tenant)
                .map((row, context) -> row(row, by))
                .list());
    }

    private static Row row(ResultSet row, By by) throws SQLException {
        return new Row(
                row.getString(by.key()),
                by == By.USER ? row.getString("tenant") : null,
                row.getLong("calls"),
                row.getLong("input"),
                row.getLong("output"),
                row.getBigDecimal("cost"),
                row.getBigDecimal("saved"),
                row.getLong("hits"),
                row.getLong("valid"),
                row.getLong("degraded"),
                Math.round(row.getDouble("p50")),
                Math.round(row.getDouble("p95")));
    }
}
