package org.bactrian.answers.semantic;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How alike two questions are, as numbers of about one. Not the cosine alone: a question in which one word stands in
 * another's place is close in every embedding and seldom the same; and a kept answer is safer where its neighbours say
 * the same, and doubtful where one nearly as close says something else. Immutable.
 */
final class Likeness {
    static final int SIZE = 7;

    private static final double STRETCH = 1.01;
    private static final double CENTRE = 2.2; // the stretched value of a cosine of 0.9
    private static final int FEW = 2;
    private static final double MARGINS = 10;
    private static final double WIDEST = 4;

    @JsonProperty
    private final double cosine;

    @JsonProperty
    private final double[] features;

    @JsonCreator
    private Likeness(@JsonProperty("cosine") double cosine, @JsonProperty("features") double[] features) {
        this.cosine = cosine;
        this.features = features;
    }

    /**
     * The likeness of a question to a candidate.
     *
     * @param supported whether another neighbour has the candidate's answer
     * @param other cosine of the nearest neighbour with another answer
     */
    static Likeness of(double cosine, Traits a, Traits b, boolean supported, double other) {
        List<String> first = stems(a);
        List<String> second = stems(b);
        double margin = Math.max(0, Math.min(WIDEST, MARGINS * (cosine - other)));
        return new Likeness(cosine, new double[] {
            1,
            -Math.log(STRETCH - cosine) - CENTRE,
            overlap(first, second),
            flag(replaced(first, second)),
            flag(sorted(first).equals(sorted(second))),
            flag(supported),
            margin
        });
    }

    double cosine() {
        return cosine;
    }

    /** Sum of the features, each times its weight. */
    double weighed(double[] weights) {
        return Matrix.dot(weights, features);
    }

    /** The features times a matrix. */
    double[] times(double[][] matrix) {
        return Matrix.times(matrix, features);
    }

    private static double flag(boolean holds) {
        return holds ? 1 : 0;
    }

    private static List<String> stems(Traits traits) {
        return traits.terms().stream().map(Term::stem).toList();
    }

    private static List<String> sorted(List<String> stems) {
        return stems.stream().sorted().toList();
    }

    private static double overlap(List<String> a, List<String> b) {
        Set<String> all = new HashSet<>(a);
        all.addAll(b);
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        return all.isEmpty() ? 0 : (double) both.size() / all.size();
    }

    private static boolean replaced(List<String> a, List<String> b) {
        if (a.size() != b.size()) {
            return false;
        }
        int differ = 0;
        for (int i = 0; i < a.size(); i++) {
            differ += a.get(i).equals(b.get(i)) ? 0 : 1;
        }
        return differ > 0 && differ <= FEW && differ < a.size();
    }
}
