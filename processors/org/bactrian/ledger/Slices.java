package org.bactrian.ledger;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The slices of this process by window. Guarded by {@link Escrow}. */
final class Slices {
    private final Map<Window, Slice> slices = new HashMap<>();

    Slice of(Scope scope, long now) {
        return slices.computeIfAbsent(Window.of(scope), window -> new Slice(scope.cap(), now));
    }

    /** A slice that a trade is about; none of them is forgotten meanwhile. */
    Slice of(Window window) {
        return Objects.requireNonNull(slices.get(window), "a slice in trade");
    }

    /**
     * What the store has to be asked for, so that every wish can be granted.
     *
     * @param back takes what is given back before that
     */
    SortedMap<Window, Need> needs(List<Wish> wishes, Map<Window, BigDecimal> back, long now) {
        SortedMap<Window, Need> needs = new TreeMap<>();
        for (Wish wish : wishes) {
            BigDecimal amount = wish.hold().amount();
            for (Scope scope : wish.hold().scopes()) {
                Window window = Window.of(scope);
                Slice slice = of(scope, now);
                Need need = needs.get(window);
                needs.put(window, need == null ? need(scope, amount, back, now) : need.and(amount, slice.free()));
            }
        }
        needs.values()
                .removeIf(need -> need.all().signum() <= 0
                        && of(need.scope(), now).isOpen(need.scope().cap()));
        return needs;
    }

    /** Under another cap everything is given back first, so that the store decides. */
    private Need need(Scope scope, BigDecimal amount, Map<Window, BigDecimal> back, long now) {
        Slice slice = of(scope, now);
        if (!slice.isOpen(scope.cap()) && slice.free().signum() > 0) {
            back.put(Window.of(scope), slice.surrender());
        }
        BigDecimal lacking = amount.subtract(slice.free());
        return new Need(scope, lacking, lacking, amount, slice.unbooked(), slice.ask(amount, now));
    }

    /** Takes out what has been free since then; forgets slices with nothing in them. */
    SortedMap<Window, BigDecimal> idle(long then) {
        SortedMap<Window, BigDecimal> idle = new TreeMap<>();
        slices.forEach((window, slice) -> {
            if (slice.idleSince(then) && slice.free().signum() > 0) {
                idle.put(window, slice.surrender());
            }
        });
        slices.entrySet()
                .removeIf(entry -> entry.getValue().isEmpty()
                        && entry.getValue().idleSince(then)
                        && !idle.containsKey(entry.getKey()));
        return idle;
    }

    /** Only what the store gave back is ours; {@code gone} went to it in the meantime. */
    void revive(Map<Window, BigDecimal> ours, Map<Window, BigDecimal> gone) {
        slices.forEach((window, slice) -> slice.revive(
                ours.getOrDefault(window, BigDecimal.ZERO).subtract(gone.getOrDefault(window, BigDecimal.ZERO))));
    }

    Map<String, BigDecimal> free() {
        Map<String, BigDecimal> free = new HashMap<>();
        slices.forEach((window, slice) -> free.put(window.scope() + "\t" + window.period(), slice.free()));
        return free;
    }

    void show(BiConsumer<Window, Slice> eye) {
        slices.forEach(eye);
    }
}
