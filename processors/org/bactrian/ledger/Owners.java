package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.bactrian.ledger.Ledger.Kind;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The processes that spend. One that is not seen for its lease, by the store's own clock, is dead: what it had is spent. If
 * it was only slow and comes back, what it had is its own again, and no cap was passed in between.
 */
final class Owners {
    private static final String UPDATE = "update owner set alive_until = :until, trade = :trade where id = :id";
    private static final String INSERT = "insert into owner (id, alive_until, trade) values (:id, :until, :trade)";
    private static final long NONE = 0;
    private static final long LOOKS_A_LEASE = 4;

    private final String own = UUID.randomUUID().toString();
    private final boolean exclusive;
    private final Duration lease;
    private volatile long seenAt;

    Owners(boolean exclusive, Duration lease) {
        this.exclusive = exclusive;
        this.lease = lease;
        setDue();
    }

    String own() {
        return own;
    }

    /** Whether it is time to say that we are alive. */
    boolean isDue() {
        return System.nanoTime() - seenAt > lease.toNanos() / LOOKS_A_LEASE;
    }

    /** Makes it time. */
    void setDue() {
        seenAt = System.nanoTime() - lease.toNanos();
    }

    /** Whether an owner is alive by the store's clock; where no other process can be, only we are. */
    boolean isAlive(Handle handle, String owner) {
        return (!exclusive || owner.equals(own))
                && handle.createQuery("select count(*) from owner where id = :id and alive_until > current_timestamp")
                        .bind("id", owner)
                        .mapTo(Integer.class)
                        .one()
                        .equals(1);
    }

    /** Says that we are alive; null, or after we had been taken for dead what is ours again. */
    @Nullable
    Map<Window, BigDecimal> touch(Handle handle, long trade) {
        if (write(handle, UPDATE + " and alive_until is not null", trade) == 1) {
            return null;
        }
        if (write(handle, UPDATE, trade) == 1) {
            return revive(handle);
        }
        write(handle, INSERT, trade);
        return null;
    }

    private int write(Handle handle, String sql, long trade) {
        seenAt = System.nanoTime();
        return handle.createUpdate(sql)
                .bind("until", storeTime(handle).plus(lease))
                .bind("trade", trade)
                .bind("id", own)
                .execute();
    }

    /** Whether the store has taken a trade of ours; one that it is still about to take is waited for. */
    boolean hasBrought(Handle handle, long trade) {
        Optional<Long> last = handle.createQuery("select trade from owner where id = :id for update")
                .bind("id", own)
                .mapTo(Long.class)
                .findOne();
        if (last.isEmpty()) {
            write(handle, INSERT, NONE); // waits for one that is about to insert it; then it is there at the second try
        }
        return last.filter(number -> number == trade).isPresent();
    }

    private static OffsetDateTime storeTime(Handle handle) {
        return handle.createQuery("select current_timestamp")
                .mapTo(OffsetDateTime.class)
                .one();
    }

    private Map<Window, BigDecimal> revive(Handle handle) {
        Map<Window, BigDecimal> buried = slices(handle, own, "buried");
        Posting posting = new Posting(handle, own, storeTime(handle));
        buried.forEach((window, amount) -> {
            Windows.spend(handle, window, amount.negate(), BigDecimal.ZERO);
            Windows.slice(handle, own, window, amount);
            posting.lump(own, window, Kind.CORRECTION, amount.negate(), "its process was alive after all");
        });
        handle.execute("update slice set buried = 0 where owner = ?", own);
        return buried;
    }

    /** Books what dead processes had as spent; returns how many slices that were. */
    int bury(Handle handle) {
        int slices = 0;
        OffsetDateTime now = storeTime(handle);
        for (String dead : dead(handle, now)) {
            slices += bury(handle, dead, now);
        }
        return slices;
    }

    private List<String> dead(Handle handle, OffsetDateTime now) {
        return handle.createQuery("select id from owner where id <> :own and alive_until is not null"
                        + " and (:exclusive or alive_until < :now) order by id for update")
                .bind("own", own)
                .bind("exclusive", exclusive)
                .bind("now", now)
                .mapTo(String.class)
                .list();
    }

    private int bury(Handle handle, String dead, OffsetDateTime now) {
        handle.execute("update owner set alive_until = null where id = ?", dead);
        Map<Window, BigDecimal> left = slices(handle, dead, "amount");
        Posting posting = new Posting(handle, dead, now);
        left.forEach((window, amount) -> {
            Windows.spend(handle, window, amount, BigDecimal.ZERO);
            posting.lump(dead, window, Kind.UNCERTAIN, amount, "its process died");
            new Alarm(handle, now).spent(window);
        });
        handle.execute("update slice set buried = buried + amount, amount = 0 where owner = ?", dead);
        return left.size();
    }

    private static Map<Window, BigDecimal> slices(Handle handle, String owner, String column) {
        Map<Window, BigDecimal> slices = new TreeMap<>();
        handle.createQuery("select scope, period, " + column + " as amount from slice where owner = :owner and "
                        + column + " <> 0 for update")
                .bind("owner", owner)
                .map((row, context) -> slices.put(
                        new Window(row.getString("scope"), row.getString("period")), row.getBigDecimal("amount")))
                .list();
        return slices;
    }

    /** A clean end: nothing of ours is left to be booked. */
    int leave(Handle handle) {
        return handle.createUpdate("delete from owner where id = :own and not exists"
                        + " (select 1 from slice where owner = :own and amount <> 0)")
                .bind("own", own)
                .execute();
    }
}
