package org.bactrian.call;

import java.util.Locale;
import org.bactrian.answers.Answer;
import org.bactrian.telemetry.CallFacts;

/** What is told of a call, to meters and to its caller. */
final class Facts {
    private Facts() {}

    static CallFacts of(Call call) {
        Answer answer = call.answer();
        Rendered rendered = call.renderedOrNull();
        return new CallFacts(
                call.feature.name(),
                answer == null ? "none" : answer.model(),
                rendered == null ? "none" : rendered.prompt().name(),
                Settle.outcome(call),
                cache(call),
                call.latency(),
                call.tally.usage(),
                call.tally.cost());
    }

    /** As the header Llm-Cache has it. */
    static String cache(Call call) {
        if (call.served != null) {
            return call.served.name().toLowerCase(Locale.ROOT);
        }
        return call.input.cache() == Input.CacheUse.ON ? "miss" : "bypass";
    }
}
