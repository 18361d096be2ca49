package org.bactrian.answers.semantic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Draws requests: what is asked by a Zipf law in a random order, how it is worded evenly. */
final class Popularity {
    private final List<List<String>> intents;
    private final double[] sums;
    private final Random random;

    Popularity(List<List<String>> intents, double exponent, long seed) {
        this.random = new Random(seed);
        this.intents = new ArrayList<>(intents);
        Collections.shuffle(this.intents, random);
        this.sums = new double[intents.size()];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += Math.pow(i + 1, -exponent);
            sums[i] = sum;
        }
    }

    List<String> draw(int count) {
        List<String> drawn = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
            List<String> texts = intents.get(Math.min(sums.length - 1, at < 0 ? -at - 1 : at));
            drawn.add(texts.get(random.nextInt(texts.size())));
        }
        return drawn;
    }
}
