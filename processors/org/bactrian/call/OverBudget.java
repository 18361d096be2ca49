package org.bactrian.call;

import java.time.Duration;
import java.time.Instant;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmRefused;
import org.bactrian.LlmUnavailable;
import org.bactrian.ledger.BudgetExceededException;
import org.bactrian.ledger.Scope;
import org.bactrian.ledger.StoreException;

/** What a caller is told whose call cannot be paid for. */
final class OverBudget {
    /** When it is worth to ask again. */
    private static final Duration STORE_RETURNS = Duration.ofSeconds(5);

    private OverBudget() {}

    /** A scope has no room; names it and tells when that ends. */
    static LlmRefused refused(BudgetExceededException reason, Instant now) {
        Scope scope = reason.scope();
        String what = reason.closed()
                ? "The budget of this " + scope.kind() + " is closed: a provider billed more than was held"
                : "The budget of this " + scope.kind() + " is used up";
        if (scope.resetsAt().equals(Instant.MAX)) {
            return new LlmRefused(ErrorCode.BUDGET_EXCEEDED, what, scope.kind());
        }
        String message = what + "; it resets at " + scope.resetsAt();
        return new LlmRefused(
                ErrorCode.BUDGET_EXCEEDED, message, scope.kind(), Duration.between(now, scope.resetsAt()));
    }

    /** The call would pass the ceiling of a single one. */
    static LlmRefused perCall(Call call) {
        String message = "The call could cost more than the "
                + call.feature.budget().perCall() + " USD that feature " + call.feature.name() + " allows for one call";
        return new LlmRefused(ErrorCode.BUDGET_EXCEEDED, message, "perCall");
    }

    /** Whether there is room cannot be known. */
    static LlmException unknown(StoreException reason) {
        return new LlmUnavailable(
                ErrorCode.TEMPORARILY_UNAVAILABLE, String.valueOf(reason.getMessage()), STORE_RETURNS, reason);
    }
}
