package org.bactrian.answers.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The neighbours of a question that no guard forbids, and what they say about the nearest of them. */
final class Candidates {
    /** Below this cosine two questions have nothing to do with each other. */
    static final double FLOOR = 0.6;

    private final Traits traits;
    private final Function<String, Traits> read;
    private final List<Neighbour> allowed = new ArrayList<>();
    private @Nullable String forbidden;

    Candidates(Traits traits, Function<String, Traits> read, List<Neighbour> neighbours) {
        this.traits = traits;
        this.read = read;
        neighbours.stream().filter(neighbour -> neighbour.cosine() >= FLOOR).forEach(this::sort);
    }

    private void sort(Neighbour neighbour) {
        String difference =
                Guards.difference(traits, read.apply(neighbour.kept().question()));
        if (difference == null) {
            allowed.add(neighbour);
        } else if (forbidden == null) {
            forbidden = difference;
        }
    }

    Optional<Neighbour> nearest() {
        return allowed.stream().findFirst();
    }

    /** Why there is none. */
    String absence() {
        return forbidden == null ? "nothing near" : "the nearest differs by its " + forbidden;
    }

    Likeness likeness(Neighbour nearest) {
        boolean supported =
                allowed.stream().skip(1).anyMatch(other -> other.meaning().equals(nearest.meaning()));
        double other = allowed.stream()
                .filter(neighbour -> !neighbour.meaning().equals(nearest.meaning()))
                .mapToDouble(Neighbour::cosine)
                .findFirst()
                .orElse(FLOOR);
        return Likeness.of(nearest.cosine(), traits, read.apply(nearest.kept().question()), supported, other);
    }
}
