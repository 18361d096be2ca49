package org.bactrian.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock that never goes back, not even over a restart: a window that has ended stays ended, whatever is done to the
 * machine's clock. Thread-safe.
 */
final class ForwardClock {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardClock.class);
    private static final Duration WORTH_TELLING = Duration.ofMinutes(1);

    private final Clock clock;
    private final AtomicReference<Instant> latest;
    private final AtomicBoolean told = new AtomicBoolean();

    ForwardClock(Clock clock, Instant latest) {
        this.clock = clock;
        this.latest = new AtomicReference<>(latest);
    }

    /** Goes on from where the store last was. */
    static ForwardClock of(Store store, Clock clock) {
        return new ForwardClock(clock, store.jdbi().withHandle(ForwardClock::read));
    }

    Instant instant() {
        Instant now = clock.instant();
        Instant forward = latest.accumulateAndGet(now, (last, next) -> next.isAfter(last) ? next : last);
        if (forward.isAfter(now.plus(WORTH_TELLING)) && told.compareAndSet(false, true)) {
            LOG.error(
                    "The clock says {} but money has been booked at {}: budgets reset by the later one", now, forward);
        }
        return forward;
    }

    private static Instant read(Handle handle) {
        return handle.createQuery("select max(at) from latest")
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant)
                .orElse(Instant.EPOCH);
    }

    static void save(Handle handle, OffsetDateTime now) {
        int known = handle.createUpdate("update latest set at = case when at < :now then :now else at end")
                .bind("now", now)
                .execute();
        if (known == 0) {
            handle.createUpdate("insert into latest (at) values (:now)")
                    .bind("now", now)
                    .execute();
        }
    }
}
