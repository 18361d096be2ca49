package org.bactrian.answers.semantic;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.answers.semantic.Questions.Pair;
import org.bactrian.embedding.MiniLm;

/**
 * Draws streams of requests from labelled pairs and compares the learning cache with static thresholds. Arguments: the
 * folder of questions.tsv and pairs.tsv, the folder for the curve, bounds with commas between, the seed, and then if
 * wanted days, requests a day and the Zipf exponent.
 */
final class SemanticSimulation {
    private static final double NINE_TENTHS = 0.9;

    private final PrintStream out;
    private final Questions truth;
    private final Memo embedder = new Memo(new MiniLm());
    private final Traffic traffic;
    private final long seed;
    private final Thresholds bare;
    private final Thresholds guarded;
    private final Plot plot = new Plot();

    private SemanticSimulation(PrintStream out, Questions truth, Traffic traffic, long seed) {
        this.out = out;
        this.truth = truth;
        this.traffic = traffic;
        this.seed = seed;
        Similarities similarities = new Similarities(List.copyOf(truth.texts()), embedder);
        this.bare = new Thresholds(new StaticThreshold(truth, similarities, false), traffic);
        this.guarded = new Thresholds(new StaticThreshold(truth, similarities, true), traffic);
    }

    public static void main(String[] args) throws IOException {
        Questions truth = Questions.read(Path.of(args[0]));
        double[] bounds = Arrays.stream(args[2].split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        long seed = Long.parseLong(args[3]);
        int days = args.length > 4 ? Integer.parseInt(args[4]) : 20;
        int perDay = args.length > 5 ? Integer.parseInt(args[5]) : 5000;
        double zipf = args.length > 6 ? Double.parseDouble(args[6]) : 0.8;
        List<String> requests = new Popularity(truth.intents(), zipf, seed).draw(days * perDay);
        Traffic traffic = new Traffic(requests, perDay, days / 2);
        new SemanticSimulation(System.out, truth, traffic, seed).run(bounds, Path.of(args[1]));
    }

    private void run(double[] bounds, Path folder) throws IOException {
        say(
                "%d labelled pairs, %d questions, %d answers; seed %d, %d days of %d requests, counted from day %d on",
                truth.pairs().size(),
                truth.texts().size(),
                truth.intents().size(),
                seed,
                traffic.days(),
                traffic.perDay(),
                traffic.counted());
        bare.all().values().forEach(tally -> plot.point("one threshold", tally.error(), tally.hitRate(), ""));
        guarded.all().values().forEach(tally -> plot.point("with our guards", tally.error(), tally.hitRate(), ""));
        for (double bound : bounds) {
            try (LearntRun run = new LearntRun(truth, embedder, bound, seed)) {
                run.run(traffic);
                report(bound, run);
                offer(run);
            }
        }
        Files.writeString(Files.createDirectories(folder).resolve("curve.svg"), plot.svg());
    }

    private void report(double bound, LearntRun run) {
        Tally settled = run.settled();
        plot.point("learnt by each entry", settled.error(), settled.hitRate(), "maxError " + bound);
        List<Integer> counts = run.beforeFirstHit();
        say("%nmaxError %.2f: %d lookups, %d hits", bound, settled.lookups(), settled.hits());
        say(
                "  hit rate %.3f (from the first request on %.3f)",
                settled.hitRate(), run.whole().hitRate());
        say("  wrong among hits %.4f, 95 %% %s over groups", settled.error(), range(settled.overGroups()));
        say(
                "  from the first request on %.4f, 95 %% %s",
                run.whole().error(), range(run.whole().overGroups()));
        say("  wrong among %d distinct pairs %.4f", settled.distinct(), settled.overPairs()[1]);
        say(
                "    95 %% %s over groups, %.4f to %.4f if pairs were independent",
                range(settled.pairsOverGroups()), settled.overPairs()[0], settled.overPairs()[2]);
        rival("no more wrong than this", settled.error());
        rival("no more wrong than maxError", bound);
        say("  lookups of the feature until it serves: %d", run.servedFrom());
        say(
                "  comparisons of an entry before its first hit: median %s, 90 %% %s",
                at(counts, 0.5), at(counts, NINE_TENTHS));
        say("  began or stopped to serve %d times; %s", run.turns(), run.standing());
    }

    private void rival(String condition, double error) {
        say("  best single threshold, %s: %s; with our guards: %s", condition, best(bare, error), best(guarded, error));
    }

    private static String best(Thresholds thresholds, double error) {
        return thresholds
                .best(error)
                .map(best -> String.format(
                        Locale.ROOT,
                        "%.3f (at %.3f, %.4f wrong)",
                        best.getValue().hitRate(),
                        best.getKey(),
                        best.getValue().error()))
                .orElse("none");
    }

    /** Every labelled pair once, with what the stream has taught: how many would be hits. */
    private void offer(LearntRun run) {
        Map<String, int[]> kinds = new TreeMap<>();
        for (Pair pair : truth.pairs()) {
            int[] counts = kinds.computeIfAbsent((pair.same() ? "same " : "different ") + pair.kind(), k -> new int[3]);
            Traits asked = Traits.of(pair.b());
            counts[0]++;
            counts[1] += asked.readable() && Guards.difference(Traits.of(pair.a()), asked) == null ? 1 : 0;
            counts[2] += run.offered(pair.a(), pair.b()) ? 1 : 0;
        }
        say("  every labelled pair once (pairs, let through by the guards, would be hits)");
        kinds.forEach((kind, counts) -> say("    %-36s %5d %5d %5d", kind, counts[0], counts[1], counts[2]));
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }

    private static String range(double[] interval) {
        return String.format(Locale.ROOT, "%.4f to %.4f", interval[0], interval[1]);
    }

    private static String at(List<Integer> sorted, double share) {
        return sorted.isEmpty()
                ? "-"
                : sorted.get((int) (share * (sorted.size() - 1))).toString();
    }
}
