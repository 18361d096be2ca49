package org.bactrian.provider;

import java.io.IOException;
import org.bactrian.provider.Attempt.Stop;
import org.bactrian.resilience.AttemptFailure.Billing;

/** An attempt was stopped by us. */
final class StoppedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Stop reason;
    private final Billing billing;

    StoppedException(Stop reason, Billing billing, Exception cause) {
        super("stopped: " + reason, cause);
        this.reason = reason;
        this.billing = billing;
    }

    /** The reason an attempt broke: ours if we stopped it, else what the line reported. */
    static IOException explain(Attempt attempt, Exception broken) {
        Stop reason = attempt.stopped();
        if (reason != null) {
            return new StoppedException(reason, billing(attempt, reason), broken);
        }
        if (!attempt.isWritten()) {
            return new NotSentException(broken);
        }
        return broken instanceof IOException io ? io : new IOException(broken);
    }

    /** Of a stream that was cut off, or whose caller left, it is known what had come until then. */
    private static Billing billing(Attempt attempt, Stop reason) {
        if (!attempt.isWritten()) {
            return Billing.FREE;
        }
        boolean known = reason == Stop.BUDGET || (reason == Stop.CALLER_LEFT && attempt.streamed());
        return known ? Billing.COUNTED : Billing.UNKNOWN;
    }

    Stop reason() {
        return reason;
    }

    Billing billing() {
        return billing;
    }
}
