package org.bactrian.bench;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What became of many streams that should all say the same. */
record Verdicts(List<Verdict> all, int streams, int pieces) {
    static Verdicts on(List<Received> received, int streams, int pieces) {
        return new Verdicts(
                received.stream().map(one -> Verdict.on(one, pieces)).toList(), streams, pieces);
    }

    boolean good() {
        return count(Verdict::good) == streams;
    }

    private long count(Predicate<Verdict> which) {
        return all.stream().filter(which).count();
    }

    private int sum(ToIntFunction<Verdict> pieces) {
        return all.stream().mapToInt(pieces).sum();
    }

    @Override
    public String toString() {
        var failures = all.stream()
                .map(Verdict::failure)
                .filter(failure -> !failure.isEmpty())
                .collect(Collectors.groupingBy(failure -> failure, Collectors.counting()));
        return String.format(
                "%d streams whole of %d; of %d pieces lost %d, repeated %d, out of order %d; failed %d %s",
                count(Verdict::good),
                streams,
                (long) streams * pieces,
                sum(Verdict::lost),
                sum(Verdict::repeated),
                sum(Verdict::disordered),
                count(verdict -> !verdict.failure().isEmpty()),
                failures.isEmpty() ? "" : failures);
    }
}
