package org.bactrian.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** The store's side of the money: each trade is one transaction. Used by one thread at a time. */
final class Vault {
    /** Two nodes that open one window collide on its row; the second finds it there next time. */
    private static final int TRIES = 4;

    /** Nobody takes more than a sixteenth of what is left, so that other nodes find some. */
    private static final BigDecimal SHARE = new BigDecimal("0.0625");

    private final Store store;
    private final Owners owners;
    private final ForwardClock clock;
    private long trades;
    private Trade.@Nullable Done unanswered;

    Vault(Store store, Owners owners, ForwardClock clock) {
        this.store = store;
        this.owners = owners;
        this.clock = clock;
    }

    Trade.Done bring(Trade trade) {
        trades++;
        Trade.Done done = inTransaction(handle -> {
            unanswered = null;
            Map<Window, BigDecimal> revived = owners.touch(handle, trades);
            trade.windows().forEach(window -> Windows.lock(handle, window));
            new Posting(handle, owners.own(), now()).post(trade.bookings());
            giveBack(handle, trade.back());
            unanswered = new Trade.Done(fill(handle, trade.needs()), revived);
            return unanswered;
        });
        unanswered = null;
        return done;
    }

    boolean isDue() {
        return owners.isDue();
    }

    /**
     * What came of the last trade after all, if its commit failed: the store may have made it and could not say so. Null if
     * it has not.
     */
    Trade.@Nullable Done lookUp() {
        Trade.Done made = unanswered;
        boolean there = made != null && inTransaction(handle -> owners.hasBrought(handle, trades));
        unanswered = null;
        return there ? made : null;
    }

    <T> T inTransaction(Function<Handle, T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return store.jdbi().inTransaction(work::apply);
            } catch (UnableToExecuteStatementException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private void move(Handle handle, Window window, BigDecimal amount) {
        Windows.hold(handle, window, amount);
        Windows.slice(handle, owners.own(), window, amount);
    }

    private void giveBack(Handle handle, SortedMap<Window, BigDecimal> back) {
        back.forEach((window, amount) -> move(handle, window, amount.negate()));
        if (!back.isEmpty()) {
            Windows.dropEmpty(handle, owners.own());
        }
    }

    private Map<Window, Room> fill(Handle handle, SortedMap<Window, Need> needs) {
        Map<Window, Room> rooms = new HashMap<>();
        needs.forEach((window, need) -> rooms.put(window, fill(handle, window, need)));
        return rooms;
    }

    private Room fill(Handle handle, Window window, Need need) {
        Windows.State state = Windows.lock(handle, need.scope());
        BigDecimal cap = need.scope().cap();
        BigDecimal left = cap.subtract(state.spent()).subtract(state.held());
        if (state.isClosedAt(cap)) {
            return new Room(cap, BigDecimal.ZERO, BigDecimal.ZERO, true);
        }
        BigDecimal grant = grant(need, left.max(BigDecimal.ZERO));
        Windows.cap(handle, need.scope());
        if (grant.signum() > 0) {
            move(handle, window, grant);
        }
        if (state.spent().add(need.unwritten()).add(need.smallest()).compareTo(cap) > 0) {
            new Alarm(handle, now()).exhausted(window, need.unwritten());
        }
        return new Room(cap, grant, left.subtract(grant), false);
    }

    /** All that is needed and a bit more; if that is not there, all that is left; nothing if that is of no use to anybody. */
    private static BigDecimal grant(Need need, BigDecimal left) {
        if (left.compareTo(need.all()) >= 0) {
            return need.ask()
                    .min(left.multiply(SHARE))
                    .setScale(Ledger.DECIMALS, RoundingMode.DOWN)
                    .max(need.all())
                    .max(BigDecimal.ZERO);
        }
        return left.compareTo(need.least()) >= 0 ? left : BigDecimal.ZERO;
    }
}
