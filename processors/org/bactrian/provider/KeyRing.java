package org.bactrian.provider;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Takes the API keys of one provider in turn, and lets those rest that were refused. Thread-safe. */
final class KeyRing {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final LongSupplier nanos;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<String, Long> rests = new ConcurrentHashMap<>();

    /** A ring whose keys all work, with a clock that only goes forward. */
    KeyRing(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** The next key that does not rest, else the one whose rest ends first; empty if there are no keys. */
    String pick(List<String> keys) {
        List<String> awake = keys.stream().filter(key -> rest(key) == 0).toList();
        return awake.isEmpty()
                ? keys.stream().min(Comparator.comparingLong(this::rest)).orElse("")
                : awake.get(Math.floorMod(turn.getAndIncrement(), awake.size()));
    }

    /** Leaves a key alone for a time, at most a day; a longer rest it already has stays. */
    void rest(String key, Duration time) {
        long now = nanos.getAsLong();
        rests.values().removeIf(end -> end - now <= 0); // keys that were replaced are forgotten
        Duration clamped = time.compareTo(LONGEST) < 0 ? time : LONGEST;
        rests.merge(key, now + clamped.toNanos(), (one, other) -> one - other > 0 ? one : other);
    }

    /** Whether some key other than this one does not rest. */
    boolean another(List<String> keys, String than) {
        return keys.stream().anyMatch(key -> !key.equals(than) && rest(key) == 0);
    }

    /** Names no key: keys stay out of logs. */
    @Override
    public String toString() {
        return "KeyRing[" + rests.size() + " at rest]";
    }

    /** Nanoseconds of rest that are left. */
    private long rest(String key) {
        Long end = rests.get(key);
        return end == null ? 0 : Math.max(0, end - nanos.getAsLong());
    }
}
