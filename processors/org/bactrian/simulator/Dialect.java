package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/** How one provider's API reads requests and writes answers. */
interface Dialect {
    String name();

    /** Throws a {@link Rejection} where the provider would answer with an error. */
    ChatRequest read(Call call);

    /** Tokens that are billed for the request. */
    default int promptTokens(ChatRequest request) {
        return request.promptTokens();
    }

    /** What of a draft this provider would say. */
    default Draft fit(Draft draft) {
        return draft;
    }

    ObjectNode answer(Answer answer);

    Events events(Answer answer);

    ObjectNode error(Rejection rejection);

    /** The headers that tell how much of the caller's limits is left. */
    Map<String, String> rates(Behaviour behaviour, Instant now);
}
