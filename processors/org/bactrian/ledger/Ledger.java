package org.bactrian.ledger;

import com.github.f4b6a3.uuid.UuidCreator;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.bactrian.provider.Usage;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Holds money before an attempt and settles it after. For every scope spent + held stays at or under its cap: the check
 * and the hold are one transaction. Thread-safe.
 */
public final class Ledger {
    private static final int TRIES = 4;

    /** As the store keeps money; a hold is rounded up, so that it is never less than the worst case. */
    private static final int DECIMALS = 12;

    private final Store store;
    private final Clock clock;
    private final String owner = UUID.randomUUID().toString();

    public Ledger(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** How a hold ended. */
    public enum Kind {
        /** The provider said what it used. */
        SETTLED,
        /** The provider did not say, or was stopped while it answered; the tokens are counted by us. */
        COUNTED,
        /** Whether it was paid is not known; the worst case is booked. */
        UNCERTAIN,
        /** The provider billed more than was held. */
        OVERRUN,
        /** A hold that had already become spent turned out otherwise. */
        CORRECTION
    }

    /**
     * Sets the worst case of one attempt aside, against every scope at once or against none.
     *
     * @param scopes in their own order
     * @param amount USD
     * @param life after which the hold's owner must be dead
     * @throws BudgetExceededException for the first scope it does not fit
     */
    public Hold reserve(
            String inferenceId, String feature, String model, List<Scope> scopes, BigDecimal amount, Duration life)
            throws BudgetExceededException {
        String id = UuidCreator.getTimeOrderedEpoch().toString();
        BigDecimal rounded = amount.setScale(DECIMALS, RoundingMode.UP);
        Hold hold = new Hold(id, inferenceId, feature, model, scopes, rounded);
        for (int tries = 1; ; tries++) {
            try {
                store.jdbi().<BudgetExceededException>useTransaction(handle -> insert(handle, hold, life));
                return hold;
            } catch (UnableToExecuteStatementException e) {
                // two first calls of a new window collide on its row; the second finds it there next time
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private void insert(Handle handle, Hold hold, Duration life) throws BudgetExceededException {
        for (Scope scope : hold.scopes()) {
            hold(handle, scope, hold.amount());
        }
        handle.createUpdate("insert into hold (id, inference_id, owner, feature, model, scopes, amount, expires_at)"
                        + " values (:id, :inference, :owner, :feature, :model, :scopes, :amount, :expires)")
                .bind("id", hold.id())
                .bind("inference", hold.inferenceId())
                .bind("owner", owner)
                .bind("feature", hold.feature())
                .bind("model", hold.model())
                .bind("scopes", hold.scopesText())
                .bind("amount", hold.amount())
                .bind("expires", now().plus(life))
                .execute();
    }

    private static void hold(Handle handle, Scope scope, BigDecimal amount) throws BudgetExceededException {
        if (amount.compareTo(scope.cap()) > 0) {
            throw new BudgetExceededException(scope);
        }
        if (!fits(handle, scope, amount) && !open(handle, scope, amount) && !fits(handle, scope, amount)) {
            throw new BudgetExceededException(scope);
        }
    }

    private static boolean fits(Handle handle, Scope scope, BigDecimal amount) {
        int changed = handle.createUpdate("update budget set held = held + :amount"
                        + " where scope = :scope and period = :period and spent + held + :amount <= :cap")
                .bind("amount", amount)
                .bind("scope", scope.key())
                .bind("period", scope.period())
                .bind("cap", scope.cap())
                .execute();
        return changed == 1;
    }

    /**
     * The first hold of a window makes its row. If the row is there already, another first call may just have made it:
     * only a second look tells whether the cap is what stops this hold.
     */
    private static boolean open(Handle handle, Scope scope, BigDecimal amount) {
        int made = handle.createUpdate("insert into budget (scope, period, spent, held)"
                        + " select :scope, :period, 0, cast(:amount as decimal(24, 12)) where not exists"
                        + " (select 1 from budget where scope = :scope and period = :period)")
                .bind("scope", scope.key())
                .bind("period", scope.period())
                .bind("amount", amount)
                .execute();
        return made == 1;
    }

    /**
     * Turns a hold into what was really spent; what was held too much is free again. A bill above the hold is booked in
     * full.
     *
     * @param exact what it cost, USD
     */
    public void settle(Hold hold, BigDecimal exact, Usage usage, Kind kind) {
        BigDecimal actual = exact.setScale(DECIMALS, RoundingMode.UP);
        Kind booked = actual.compareTo(hold.amount()) > 0 ? Kind.OVERRUN : kind;
        store.jdbi().useTransaction(handle -> {
            boolean held = delete(handle, hold.id());
            BigDecimal change = held ? actual : actual.subtract(hold.amount());
            for (Scope scope : hold.scopes()) {
                Entries.spend(handle, scope.key(), scope.period(), held ? hold.amount() : BigDecimal.ZERO, change);
            }
            Entries.append(handle, hold, change, usage, held ? booked : Kind.CORRECTION, now());
        });
    }

    private static boolean delete(Handle handle, String id) {
        return handle.createUpdate("delete from hold where id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** Books the holds of owners that died as spent; returns how many there were. */
    public int expireDead() {
        return store.jdbi().inTransaction(handle -> {
            List<Hold> dead = Entries.deadHolds(handle, owner, store.exclusive(), now());
            for (Hold hold : dead) {
                if (delete(handle, hold.id())) {
                    for (Scope scope : hold.scopes()) {
                        Entries.spend(handle, scope.key(), scope.period(), hold.amount(), hold.amount());
                    }
                    Entries.append(handle, hold, hold.amount(), Usage.NONE, Kind.UNCERTAIN, now());
                }
            }
            return dead.size();
        });
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
