package org.bactrian.call;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.ErrorCode;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Answer;
import org.bactrian.answers.Kept;
import org.bactrian.provider.Usage;
import org.jspecify.annotations.Nullable;

/** Step {@code llm-degrade}: when no model answered, the last good answer, a rule, or the failure, as the feature lists. */
final class Degrade implements Processor {
    private final Engine engine;

    Degrade(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void process(Exchange exchange) {
        Call call = Call.ifOn(exchange);
        if (call != null
                && degradable(call)
                && !call.sent()
                && !call.callerLeft().isDone()) {
            degrade(call);
        }
    }

    /** Failures of ours, and a budget that ran out between two attempts; never a refusal at the door. */
    private static boolean degradable(Call call) {
        boolean ranOut =
                call.failure != null && call.failure.error() == ErrorCode.BUDGET_EXCEEDED && call.tally.attempts() > 0;
        return ranOut || call.failure instanceof LlmUnavailable;
    }

    private void degrade(Call call) {
        for (JsonNode step : call.feature.onFailure()) {
            Kept stale = stale(call, step.asText());
            Answer answer = stale == null ? rule(call, step.path("rule")) : stale.answer();
            if (answer != null) {
                call.kept = stale;
                call.accept(answer);
                call.degraded = step.has("rule") ? "rule" : "stale";
                call.failure = null;
                return;
            }
        }
    }

    private static @Nullable Answer rule(Call call, JsonNode rule) {
        if (rule.isMissingNode()) {
            return null;
        }
        boolean structured = call.feature.output() != null;
        String text = rule.isTextual() && !structured ? rule.textValue() : rule.toString();
        return new Answer(text, structured, "rule", false, Usage.NONE);
    }

    private @Nullable Kept stale(Call call, String step) {
        Rendered rendered = call.renderedOrNull();
        return step.equals("stale") && rendered != null ? engine.answers().lastGood(rendered.fingerprint()) : null;
    }
}
