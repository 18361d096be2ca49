package org.bactrian.call;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.LlmRefused;
import org.bactrian.LlmUnavailable;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.FailureKind;
import org.bactrian.resilience.Pause;
import org.jspecify.annotations.Nullable;

/** Expression {@code llm-another} of the loop: whether there is to be another attempt; waits before it says yes. */
final class Another implements Expression {
    private static final Duration SHORTLY = Duration.ofSeconds(5);

    private final Duration supersedePause;

    /**
     * For all calls.
     *
     * @param supersedePause how long a call that a newer one of its session may cancel waits before anything is sent
     */
    Another(Duration supersedePause) {
        this.supersedePause = supersedePause;
    }

    @Override
    public <T> T evaluate(Exchange exchange, Class<T> type) {
        boolean more = more(Call.on(exchange));
        CamelContext context = exchange.getContext();
        return context.getTypeConverter().convertTo(type, more);
    }

    private boolean more(Call call) {
        if (call.answer() != null || call.failure != null) {
            return false;
        }
        Plan plan = call.plan();
        if (plan.goesOn() && plan.pause().compareTo(call.deadline().left()) >= 0) {
            plan.next(); // waiting would overrun the deadline: the next model now
        }
        boolean goesOn = plan.goesOn() && !call.deadline().passed();
        if (goesOn
                && !Pause.leftWhile(call.callerLeft(), pause(call))
                && !call.deadline().passed()) {
            return true;
        }
        call.failure = failure(call, plan);
        return false;
    }

    /** People who type send the next call before long: one that is cancelled in this pause costs nothing. */
    private Duration pause(Call call) {
        boolean first = call.tally.attempts() == 0 && Sessions.supersedes(call);
        Duration left = call.deadline().left();
        Duration pause = first ? supersedePause : call.plan().pause();
        return pause.compareTo(left) < 0 ? pause : left;
    }

    private static LlmException failure(Call call, Plan plan) {
        AttemptFailure last = plan.last();
        String why = last == null ? "" : ": " + last.getMessage();
        if (call.running.superseded()) {
            return superseded();
        }
        if (call.callerLeft().isDone()) {
            return new LlmUnavailable(ErrorCode.DEADLINE_EXCEEDED, "The caller left", last);
        }
        if (last != null && last.kind() == FailureKind.REFUSAL) {
            return new LlmRefused(ErrorCode.REFUSED, "The model refused to answer", null);
        }
        if (last != null && last.kind() == FailureKind.CONTEXT) {
            return new LlmRefused(ErrorCode.CONTEXT_LENGTH_EXCEEDED, "No model takes an input of this length", "text");
        }
        if (call.deadline().passed()) {
            return new LlmUnavailable(ErrorCode.DEADLINE_EXCEEDED, "No answer came in time" + why, last);
        }
        if (call.sent() && !plan.endedInvalid()) {
            return new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, "The answer broke off" + why, SHORTLY, last);
        }
        if (plan.endedInvalid() && (call.sent() || call.feature.onFailure().isEmpty())) {
            return new LlmUnavailable(ErrorCode.INVALID_OUTPUT, "No model gave a valid answer" + why, last);
        }
        return new LlmUnavailable(ErrorCode.TEMPORARILY_UNAVAILABLE, "No model answered" + why, retryAfter(last), last);
    }

    /** Not worth repeating: its own sender has asked something newer. */
    static LlmRefused superseded() {
        return new LlmRefused(ErrorCode.REFUSED, "A newer call of this session has taken the place of this one", null);
    }

    private static Duration retryAfter(@Nullable AttemptFailure last) {
        Duration asked = last == null ? null : last.retryAfter();
        return asked == null ? SHORTLY : asked;
    }
}
