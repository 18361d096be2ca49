package org.bactrian.answers.semantic;

/**
 * What is known of one feature, and whether it may serve. It serves while the upper bound of the error of its would-be
 * hits is at most maxError. When hits turn wrong all of a sudden, or maxError changes, all is to be earned anew.
 * Immutable but for the belief, which only its owner touches.
 *
 * @param maxError the bound this was earned under
 */
record Trust(Belief belief, Certificate certificate, DriftAlarm alarm, boolean serving, double maxError) {
    static Trust blank(double maxError) {
        return new Trust(Belief.blank(), Certificate.FIRST, DriftAlarm.QUIET, false, maxError);
    }

    /** Under another bound other hits would have been served: their record says nothing. */
    Trust under(double bound) {
        return bound == maxError ? this : new Trust(belief, certificate.anew(), DriftAlarm.QUIET, false, bound);
    }

    /** Every trial teaches the belief; only a would-be hit counts for the certificate. */
    Trust learnt(Trial trial, boolean wouldHit) {
        belief.learn(trial);
        return wouldHit ? checked(trial.right()) : this;
    }

    private Trust checked(boolean right) {
        Certificate more = certificate.with(right);
        DriftAlarm louder = serving ? alarm.with(right, maxError) : DriftAlarm.QUIET;
        return louder.ringing()
                ? new Trust(belief, certificate.anew(), DriftAlarm.QUIET, false, maxError)
                : new Trust(belief, more, louder, more.upper() <= maxError, maxError);
    }

    Standing standing() {
        return new Standing(certificate.checked(), certificate.wrong(), certificate.upper(), serving);
    }
}
