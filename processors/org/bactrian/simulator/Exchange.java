package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Instant;
import java.util.List;

/**
 * One request and what is to become of it.
 *
 * @param turn how many requests of this kind came before
 */
record Exchange(Dialect dialect, ChatRequest request, Behaviour behaviour, Fault fault, int turn) {
    /** The fault as the bill names it. */
    String label() {
        return fault == Fault.STATUS ? String.valueOf(behaviour.status()) : fault.label();
    }

    Pace pace() {
        return Pace.of(behaviour, fault, request.streamed());
    }

    Draft draft() {
        Draft spoilt = Spoiler.spoil(Author.draft(request, behaviour), fault);
        boolean exact = fault == Fault.HUGE || behaviour.text(Key.CHUNKS).isPresent();
        return dialect.fit(exact ? spoilt : spoilt.cutTo(request.maxTokens()));
    }

    Usage usage(Draft draft) {
        long said = fault == Fault.HUGE ? Huge.TOKENS : draft.tokens();
        return Usage.of(dialect.promptTokens(request), said, behaviour, fault);
    }

    Script body(Answer answer) {
        return new BodyPlan(Json.write(dialect.answer(answer)), fault, pace()).script();
    }

    Script stream(Answer answer) {
        Events events = dialect.events(answer);
        List<String> pieces = StreamPlan.pieces(events, answer.draft(), behaviour, fault);
        Script script = new StreamPlan(events, pieces, answer.usage().said(), fault, pace()).script();
        return script.after(pace().start());
    }

    Script error(int status, Instant now) {
        return Script.json(status, dialect.error(Rejection.simulated(status))).headers(RetryAfter.of(behaviour, now));
    }

    Script errorInside() {
        int status = HttpResponseStatus.INTERNAL_SERVER_ERROR.code();
        ObjectNode error = dialect.error(Rejection.of(status, "Simulated failure inside a 200."));
        return Script.json(HttpResponseStatus.OK.code(), error);
    }
}
