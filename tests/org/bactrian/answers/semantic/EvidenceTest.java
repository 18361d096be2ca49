package org.bactrian.answers.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the cache believes of an answer, from all comparisons of a feature and its own. */
final class EvidenceTest {
    private static Likeness at(double cosine) {
        return Likeness.of(cosine, Traits.of("reset password"), Traits.of("change password"), false, 0.6);
    }

    private static Trial trial(int question, double cosine, boolean right) {
        return new Trial(question, at(cosine), right);
    }

    /** A feature in which answers are right the more often the nearer the questions are. */
    private static Belief taught(int trials) {
        Random random = new Random(3);
        Belief belief = Belief.blank();
        for (int i = 0; i < trials; i++) {
            double cosine = 0.7 + 0.3 * random.nextDouble();
            belief.learn(trial(i, cosine, random.nextDouble() < truth(cosine)));
        }
        return belief;
    }

    private static double truth(double cosine) {
        return Logistic.of(2 + 2 * (-Math.log(1.01 - cosine) - 2.2));
    }

    @Test
    void nothing_is_promised_before_the_first_comparison() {
        assertThat(Evidence.NONE.error(Belief.blank(), at(0.999))).isGreaterThan(0.1);
        assertThat(Evidence.NONE.error(Belief.blank(), at(0.9))).isGreaterThan(0.5);
    }

    @Test
    void with_many_comparisons_the_expected_error_is_the_true_one() {
        Belief belief = taught(5000);
        for (double cosine : new double[] {0.8, 0.85, 0.9, 0.95, 0.98}) {
            double error = 1 - truth(cosine);
            assertThat(Evidence.NONE.error(belief, at(cosine))).isBetween(0.6 * error, 1.6 * error);
        }
    }

    @Test
    void an_answer_that_has_been_right_is_trusted_more_than_its_feature_and_one_that_has_been_wrong_less() {
        Belief belief = taught(2000);
        Evidence good = Evidence.NONE;
        for (int i = 0; i < 5; i++) {
            good = good.with(trial(i, 0.85, true));
        }
        Evidence bad = Evidence.NONE.with(trial(1, 0.85, false));
        double feature = Evidence.NONE.error(belief, at(0.9));
        assertThat(good.error(belief, at(0.9))).isLessThan(0.7 * feature);
        assertThat(bad.error(belief, at(0.9))).isGreaterThan(1.3 * feature);
    }

    @Test
    void where_an_answer_was_wrong_it_is_never_served_again_nor_below() {
        Evidence evidence = Evidence.NONE.with(trial(0, 0.97, false));
        for (int i = 1; i < 40; i++) {
            evidence = evidence.with(trial(i, 0.99, true));
        }
        assertThat(evidence.error(taught(2000), at(0.97))).isEqualTo(1);
        assertThat(evidence.error(taught(2000), at(0.8))).isEqualTo(1);
        assertThat(evidence.error(taught(2000), at(0.99))).isLessThan(0.1);
    }

    @Test
    void the_same_question_asked_again_is_no_new_evidence() {
        Belief belief = taught(2000);
        Evidence once = Evidence.NONE.with(trial(7, 0.9, true));
        Evidence often = once;
        for (int i = 0; i < 20; i++) {
            often = often.with(trial(7, 0.9, true));
        }
        assertThat(often.error(belief, at(0.9))).isEqualTo(once.error(belief, at(0.9)));
    }

    @Test
    void the_number_of_trials_is_bounded() {
        Evidence evidence = Evidence.NONE;
        for (int i = 0; i < 1000; i++) {
            evidence = evidence.with(trial(i, 0.9, true));
        }
        assertThat(evidence.trials()).hasSizeLessThanOrEqualTo(16);
    }
}
