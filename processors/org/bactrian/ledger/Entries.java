package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.bactrian.provider.Usage;
import org.jdbi.v3.core.Handle;

/** The SQL behind {@link Ledger}; every method runs inside its caller's transaction. */
final class Entries {
    private Entries() {}

    static void spend(Handle handle, String scope, String period, BigDecimal held, BigDecimal spent) {
        handle.createUpdate("update budget set held = held - :held, spent = spent + :spent"
                        + " where scope = :scope and period = :period")
                .bind("held", held)
                .bind("spent", spent)
                .bind("scope", scope)
                .bind("period", period)
                .execute();
    }

    static void append(Handle handle, Hold hold, BigDecimal amount, Usage usage, Ledger.Kind kind, OffsetDateTime now) {
        handle.createUpdate("insert into entry (booked_at, hold_id, inference_id, feature, model, scopes, kind, amount,"
                        + " input_tokens, cached_tokens, output_tokens) values (:now, :hold, :inference, :feature,"
                        + " :model, :scopes, :kind, :amount, :input, :cached, :output)")
                .bind("now", now)
                .bind("hold", hold.id())
                .bind("inference", hold.inferenceId())
                .bind("feature", hold.feature())
                .bind("model", hold.model())
                .bind("scopes", hold.scopesText())
                .bind("kind", kind.name().toLowerCase(Locale.ROOT))
                .bind("amount", amount)
                .bind("input", usage.input())
                .bind("cached", usage.cachedInput())
                .bind("output", usage.output())
                .execute();
    }

    /** Holds that nobody will settle: of another process on a store only one can open, or past their time. */
    static List<Hold> deadHolds(Handle handle, String owner, boolean exclusive, OffsetDateTime now) {
        return handle.createQuery("select id, inference_id, feature, model, scopes, amount from hold"
                        + " where expires_at < :now or (:exclusive and owner <> :owner)")
                .bind("now", now)
                .bind("exclusive", exclusive)
                .bind("owner", owner)
                .map((row, context) -> new Hold(
                        row.getString("id"),
                        row.getString("inference_id"),
                        row.getString("feature"),
                        row.getString("model"),
                        scopes(row.getString("scopes")),
                        row.getBigDecimal("amount")))
                .list();
    }

    private static List<Scope> scopes(String text) {
        return text.lines().map(Entries::scope).toList();
    }

    private static Scope scope(String line) {
        int colon = line.indexOf(':');
        int tab = line.indexOf('\t');
        return new Scope(
                line.substring(0, colon),
                line.substring(colon + 1, tab),
                line.substring(tab + 1),
                BigDecimal.ZERO,
                Instant.MAX);
    }
}
