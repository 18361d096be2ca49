package org.bactrian.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryEvictedListener;
import com.hazelcast.map.listener.EntryExpiredListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Which process asks which question. A lead is leased and renewed while its process lives, so that one that hangs loses
 * it after {@link #LEASE_SECONDS}; one that dies loses it when it is no member any more. Thread-safe.
 */
final class Leads {
    static final int LEASE_SECONDS = 6;
    private static final int RENEWED_EVERY_SECONDS = 2;
    private static final Duration LONGEST = Duration.ofHours(1);

    /** An event can be lost with the member that sends it: who waits looks for himself as often as this. */
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final ClusterNode node;
    private final IMap<String, byte[]> leaders;
    private final byte[] self;
    private final LongSupplier nanos;
    private final Map<String, Long> held = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

    /** Of this process, with a clock that only goes forward. */
    Leads(ClusterNode node, LongSupplier nanos) {
        this.node = node;
        this.leaders = node.map(MemberConfig.LEADS);
        this.self = node.id().getBytes(UTF_8);
        this.nanos = nanos;
        leaders.addEntryListener(new Ended(), false);
        node.onMembers(() -> {}, () -> waiting.keySet().forEach(this::wake));
        node.threads()
                .scheduleWithFixedDelay(this::renew, RENEWED_EVERY_SECONDS, RENEWED_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes the lead, if no living process has it; true also if nobody can say. */
    boolean take(String question) {
        byte[] other = node.reach()
                .ask(() -> node.run(() -> leaders.putIfAbsent(question, self, LEASE_SECONDS, TimeUnit.SECONDS)), null);
        boolean ours = other == null || !isElsewhere(other) || takeOver(question, other);
        if (ours) {
            held.put(question, nanos.getAsLong());
        }
        return ours;
    }

    private boolean takeOver(String question, byte[] gone) {
        return !node.isHere(new String(gone, UTF_8))
                && Boolean.TRUE.equals(
                        node.reach().ask(() -> node.run(() -> leaders.replace(question, gone, self)), true));
    }

    private boolean isElsewhere(byte[] leader) {
        return !new String(leader, UTF_8).equals(node.id());
    }

    /** Ends the lead, if it is still ours; whoever waits for it is woken. */
    void end(String question) {
        held.remove(question);
        node.reach().ask(() -> node.run(() -> leaders.remove(question, self)), false);
    }

    /** Waits until no living process leads, at most this long. */
    void await(String question, Duration atMost) throws InterruptedException {
        long end = nanos.getAsLong() + atMost.toNanos();
        boolean woken = false;
        for (long left = end - nanos.getAsLong(); !woken && left > 0; left = end - nanos.getAsLong()) {
            CompletableFuture<Void> signal = waiting.computeIfAbsent(question, key -> new CompletableFuture<>());
            try {
                woken = !isLed(question) || comes(signal, Math.min(left, LOOK.toNanos()));
            } finally {
                waiting.remove(question, signal);
            }
        }
    }

    private boolean isLed(String question) {
        byte[] leader = node.reach().ask(() -> leaders.getAsync(question), null);
        return leader != null && isElsewhere(leader) && node.isHere(new String(leader, UTF_8));
    }

    private static boolean comes(CompletableFuture<Void> signal, long nanos) throws InterruptedException {
        try {
            signal.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a signal never ends with an exception", e);
        }
    }

    private void wake(String question) {
        CompletableFuture<Void> signal = waiting.remove(question);
        if (signal != null) {
            signal.complete(null);
        }
    }

    /** Being replaced by itself makes an entry last as long as a new one. */
    private void renew() {
        long oldest = nanos.getAsLong() - LONGEST.toNanos();
        held.values().removeIf(since -> since - oldest < 0);
        held.keySet().forEach(question -> node.reach()
                .ask(() -> node.run(() -> leaders.replace(question, self, self)), false));
    }

    /** Wakes those who wait for a lead that ends, in whichever way. */
    private final class Ended
            implements EntryRemovedListener<String, byte[]>,
                    EntryEvictedListener<String, byte[]>,
                    EntryExpiredListener<String, byte[]> {
        @Override
        public void entryRemoved(EntryEvent<String, byte[]> event) {
            wake(event.getKey());
        }

        @Override
        public void entryEvicted(EntryEvent<String, byte[]> event) {
            wake(event.getKey());
        }

        @Override
        public void entryExpired(EntryEvent<String, byte[]> event) {
            wake(event.getKey());
        }
    }
}
