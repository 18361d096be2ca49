package org.bactrian.answers.semantic;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What all comparisons of a feature say about P(right | likeness): a logistic regression whose weights are a Gaussian,
 * brought up to date by one Newton step a trial (Spiegelhalter and Lauritzen 1990). It starts knowing next to nothing
 * and so promises next to nothing. Not thread-safe.
 */
final class Belief {
    private static final double[] PRIOR = {-1, 1, 0, 0, 0, 0, 0};
    private static final double PRIOR_VARIANCE = 4;

    @JsonProperty
    private final double[] mean;

    @JsonProperty
    private final double[][] covariance;

    @JsonCreator
    private Belief(@JsonProperty("mean") double[] mean, @JsonProperty("covariance") double[][] covariance) {
        this.mean = mean;
        this.covariance = covariance;
    }

    static Belief blank() {
        return new Belief(PRIOR.clone(), Matrix.diagonal(Likeness.SIZE, PRIOR_VARIANCE));
    }

    /** Log odds that an answer is right, before what is known of the one entry. */
    double logit(Likeness likeness) {
        return likeness.weighed(mean);
    }

    /** Variance of the log odds, from not knowing the weights. */
    double variance(Likeness likeness) {
        return likeness.weighed(likeness.times(covariance));
    }

    void learn(Trial trial) {
        double right = Logistic.of(logit(trial.likeness()));
        double curvature = right * (1 - right);
        double[] gain = trial.likeness().times(covariance);
        double scale = 1 + curvature * trial.likeness().weighed(gain);
        double error = (trial.right() ? 1 : 0) - right;
        Matrix.addOuter(covariance, gain, -curvature / scale);
        for (int i = 0; i < mean.length; i++) {
            mean[i] += gain[i] * error / scale;
        }
    }
}
