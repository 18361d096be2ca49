package org.bactrian.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.bactrian.stream.SseEvent;
import org.jspecify.annotations.Nullable;

/** The JSON object in the data of an event. */
final class EventJson {
    private EventJson() {}

    static ObjectNode read(SseEvent event) throws AttemptFailure {
        try {
            if (Json.read(event.data()) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw broken(e);
        }
        throw broken(null);
    }

    private static AttemptFailure broken(@Nullable Throwable cause) {
        String message = "it sent an event that is not JSON";
        return new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, message, null, cause);
    }
}
