package org.bactrian.answers.semantic;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.bactrian.answers.semantic.Lookup.Outcome;
import org.bactrian.answers.semantic.Questions.Pair;
import org.bactrian.embedding.MiniLm;

/**
 * Times semantic hits and weighs the index. Real questions with their paraphrases lie among entries made up for the
 * purpose: the vector of a real question, blurred, so that the graph has to be searched. Arguments: the folder of the
 * pairs, an empty folder.
 */
final class SemanticFigures {
    private static final int[] SIZES = {1_000, 10_000, 100_000};
    private static final double BOUND = 0.05;
    private static final double BLUR = 0.045; // a length of 0.88 in 384 dimensions: a cosine of about 0.75
    private static final int ROUNDS = 4;
    private static final int KEPT = 500;
    private static final double MICROS = 1000;
    private static final int MEGA = 1 << 20;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Scope SCOPE = new Scope("tenant", "feature", "prompt.v1", "identity");

    private final PrintStream out;
    private final MiniLm model = new MiniLm();
    private final List<Pair> pairs;
    private final Random random = new Random(1);

    private SemanticFigures(PrintStream out, Questions questions) {
        this.out = out;
        this.pairs = questions.pairs().stream().filter(Pair::same).limit(KEPT).toList();
    }

    public static void main(String[] args) throws IOException {
        SemanticFigures figures = new SemanticFigures(System.out, Questions.read(Path.of(args[0])));
        for (int size : SIZES) {
            figures.measure(size, Path.of(args[1]).resolve(Integer.toString(size)));
        }
    }

    private void measure(int size, Path folder) throws IOException {
        long before = heap();
        try (SemanticIndex index = SemanticIndex.open(folder, 2 * size, InstantSource.system())) {
            SemanticCache cache = new SemanticCache(
                    index, model, new SameFields(), BOUND, new Random(1), (feature, prompt, standing) -> {});
            long start = System.nanoTime();
            fill(index, size);
            index.commit();
            say("%d entries, filled in %.1f s", index.size(), (System.nanoTime() - start) / 1e9);
            earn(cache);
            hits(cache);
            index.commit();
            say("  heap %d MB more than without, %d MB on disk", (heap() - before) / MEGA, disk(folder) / MEGA);
        }
    }

    private void fill(SemanticIndex index, int size) {
        List<float[]> vectors = model.embed(pairs.stream().map(Pair::a).toList());
        Instant now = Instant.now();
        for (int i = 0; i < size; i++) {
            Pair pair = pairs.get(i % pairs.size());
            Kept kept = new Kept(
                    SCOPE, "user", "key" + i, pair.a() + " " + Integer.toString(i, 36), answer(i), now, now.plus(DAY));
            index.add(kept, blurred(vectors.get(i % vectors.size())));
        }
    }

    private float[] blurred(float[] vector) {
        float[] blurred = new float[vector.length];
        double square = 0;
        for (int i = 0; i < vector.length; i++) {
            blurred[i] = (float) (vector[i] + BLUR * random.nextGaussian());
            square += blurred[i] * blurred[i];
        }
        for (int i = 0; i < vector.length; i++) {
            blurred[i] /= (float) Math.sqrt(square);
        }
        return blurred;
    }

    private static String answer(int number) {
        return "{\"intent\": \"" + number + "\", \"reply\": \"" + "some words ".repeat(20) + "\"}";
    }

    private void earn(SemanticCache cache) {
        for (Pair pair : pairs) {
            Lookup first = cache.lookup(new Asked(SCOPE, pair.a(), BOUND));
            cache.keep(first, "user", "key", answer(pair.a().hashCode()), DAY);
        }
        for (Pair pair : pairs) {
            Lookup lookup = cache.lookup(new Asked(SCOPE, pair.b(), BOUND));
            Kept kept = lookup.kept();
            if (kept != null) {
                cache.learn(lookup, kept.answer());
            }
        }
        say("  %s", cache.standing(SCOPE, BOUND));
    }

    private void hits(SemanticCache cache) {
        List<Double> whole = new ArrayList<>();
        List<Double> embedding = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            whole.clear();
            embedding.clear();
            for (Pair pair : pairs) {
                long start = System.nanoTime();
                model.embed(pair.b());
                long middle = System.nanoTime();
                Lookup lookup = cache.lookup(new Asked(SCOPE, pair.b(), BOUND));
                if (lookup.outcome() == Outcome.HIT) {
                    whole.add((System.nanoTime() - middle) / MICROS);
                    embedding.add((middle - start) / MICROS);
                }
            }
        }
        say(
                "  %d hits: p50 %s, p99 %s; embedding alone p50 %s",
                whole.size(), at(whole, 0.5), at(whole, 0.99), at(embedding, 0.5));
    }

    private static String at(List<Double> micros, double share) {
        double[] sorted =
                micros.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f ms", sorted[(int) (share * (sorted.length - 1))] / MICROS);
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static long disk(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(SemanticFigures::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
