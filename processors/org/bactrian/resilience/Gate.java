package org.bactrian.resilience;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the calls of one model back so that they keep within its limits instead of running into the provider's. Those
 * who find no room wait in a short line that is fair between tenants. Each waits in its own thread and is woken by
 * whoever makes room, or by itself when a rate leaves room. Thread-safe; no lock is held while waiting.
 */
public final class Gate {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Lock lock = new ReentrantLock();
    private final LongSupplier nanos;
    private final Room room;
    private final Line line = new Line();

    /** A call that has been let in; closing it makes room, and closing it again does nothing. */
    public interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /** A gate without limits, with a clock that only goes forward. */
    public Gate(LongSupplier nanos) {
        this(nanos, WINDOW);
    }

    Gate(LongSupplier nanos, Duration window) {
        this.nanos = nanos;
        this.room = new Room(window);
    }

    /** Takes other limits, also for those who wait; calls that run go on. */
    public void limits(GateLimits limits) {
        change(() -> room.limits(limits));
    }

    /** Takes the provider's word on what it still accepts, in place of its last. It holds for at most 60 seconds. */
    public void told(RateHint hint) {
        change(() -> room.told(new Told(hint, nanos.getAsLong())));
    }

    /**
     * Takes another process's word that the provider takes no more for this long: until then one call goes at a time. Zero
     * ends it, and so does what the provider tells ourselves.
     */
    public void hinted(Duration lasts) {
        change(() -> room.careful(nanos.getAsLong() + lasts.toNanos()));
    }

    /** Calls that wait now. */
    public int waiting() {
        return read(line::size);
    }

    /** Calls that were let in and have not ended. */
    public int running() {
        return read(room::running);
    }

    /**
     * Waits for the call's turn.
     *
     * @param tokens that the call will likely use; at least one is counted
     * @param most time to wait, at most a day
     * @param callerLeft completes when nobody waits for the call any more
     * @throws GateBusyException at once if the line is full or room certainly comes too late; later if the time is up,
     *     the caller has left, or the thread is interrupted
     */
    public Permit enter(String tenant, int tokens, Duration most, CompletableFuture<Void> callerLeft)
            throws GateBusyException {
        Turn turn = new Turn(tenant, Math.max(1, tokens), nanos.getAsLong() + wait(most));
        Permit permit = join(turn, callerLeft.isDone());
        while (permit == null) {
            boolean left = turn.sleep(callerLeft, nanos.getAsLong());
            permit = look(turn, left);
        }
        return permit;
    }

    private static long wait(Duration most) {
        return most.isNegative() ? 0 : most.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : most.toNanos();
    }

    private @Nullable Permit join(Turn turn, boolean left) throws GateBusyException {
        lock.lock();
        try {
            if (left || line.isFullFor(turn.tenant)) {
                throw busy(turn);
            }
            line.add(turn);
            return look(turn, false);
        } finally {
            lock.unlock();
        }
    }

    /** The permit if it has one by now; else it plans when to look again, or gives up. */
    private @Nullable Permit look(Turn turn, boolean left) throws GateBusyException {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            serve(now);
            if (turn.granted() == null) {
                long untilRates = room.untilRates(now, 1, turn.tokens);
                if (left || turn.givesUp(now, untilRates)) {
                    line.remove(turn);
                    serve(now);
                    throw busy(turn);
                }
                turn.plan(now, turn == line.first() ? Math.max(untilRates, room.untilSure(now)) : 0);
            }
            return turn.granted();
        } finally {
            lock.unlock();
        }
    }

    private GateBusyException busy(Turn turn) {
        long likely = room.untilRates(nanos.getAsLong(), line.size() + 1, line.tokens() + turn.tokens);
        return new GateBusyException(Duration.ofNanos(likely));
    }

    /** Lets in whoever there is room for, and has the next one look when the rates leave room. */
    private void serve(long now) {
        for (Turn next = line.first(); next != null; next = line.first()) {
            long until = Math.max(room.untilRates(now, 1, next.tokens), room.untilSure(now));
            if (room.isFull() || until > 0) {
                next.wakeIn(now, until);
                return;
            }
            line.served(next);
            room.use(now, next.tokens);
            next.grant(new Place());
        }
    }

    private int read(IntSupplier gauge) {
        lock.lock();
        try {
            return gauge.getAsInt();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            serve(nanos.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    /** A place among the calls that run. */
    private final class Place implements Permit {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                change(room::leave);
            }
        }
    }
}
