package org.bactrian.answers.semantic;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one kept question: its latest trials, one for each question that came near, and the highest cosine
 * at which its answer was wrong. It moves the feature's log odds by a shift of its own, a Gaussian of mean 0 before
 * the first trial; and it never serves at or below a cosine at which it was wrong.
 *
 * @param wrongUpTo -1 if it has never been wrong
 */
record Evidence(List<Trial> trials, double wrongUpTo) {
    static final Evidence NONE = new Evidence(List.of(), -1);

    private static final int KEPT = 16;
    private static final double VARIANCE = 1.5; // entries differ by a factor of about 3.4 in their odds (one sigma)
    private static final double SPREAD = Logistic.spread(VARIANCE);
    private static final int STEPS = 8;

    Evidence {
        trials = List.copyOf(trials);
    }

    Evidence with(Trial trial) {
        List<Trial> more = new ArrayList<>(trials);
        more.removeIf(earlier -> earlier.question() == trial.question());
        more.add(trial);
        double wrong =
                trial.right() ? wrongUpTo : Math.max(wrongUpTo, trial.likeness().cosine());
        return new Evidence(more.subList(Math.max(0, more.size() - KEPT), more.size()), wrong);
    }

    /** Probability that this answer would be wrong for a question so alike, from 0 to 1. */
    double error(Belief belief, Likeness likeness) {
        if (likeness.cosine() <= wrongUpTo) {
            return 1;
        }
        double shift = 0;
        for (int step = 0; step < STEPS && !trials.isEmpty(); step++) {
            shift += slope(belief, shift) / precision(belief, shift);
        }
        double variance = SPREAD * SPREAD * belief.variance(likeness) + 1 / precision(belief, shift);
        return 1 - Logistic.mean(own(belief, likeness, shift), variance);
    }

    /**
     * Log odds of this entry. The regression knows the average entry; the single one lies further out, by as much as
     * averaging over the shift pulls it in.
     */
    private static double own(Belief belief, Likeness likeness, double shift) {
        return SPREAD * belief.logit(likeness) + shift;
    }

    private double slope(Belief belief, double shift) {
        double slope = -shift / VARIANCE;
        for (Trial trial : trials) {
            slope += (trial.right() ? 1 : 0) - Logistic.of(own(belief, trial.likeness(), shift));
        }
        return slope;
    }

    private double precision(Belief belief, double shift) {
        double precision = 1 / VARIANCE;
        for (Trial trial : trials) {
            double right = Logistic.of(own(belief, trial.likeness(), shift));
            precision += right * (1 - right);
        }
        return precision;
    }
}
