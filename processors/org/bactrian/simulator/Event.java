package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A server-sent event, or a comment. */
record Event(List<String> lines) {
    static Event of(ObjectNode data) {
        return of(Json.write(data));
    }

    static Event of(String data) {
        return new Event(List.of("data: " + data));
    }

    static Event named(String name, ObjectNode data) {
        return named(name, Json.write(data));
    }

    static Event named(String name, String data) {
        return new Event(List.of("event: " + name, "data: " + data));
    }

    static Event comment(String text) {
        return new Event(List.of(": " + text));
    }

    Buffer bytes(String lineEnd) {
        return Buffer.buffer(String.join(lineEnd, lines) + lineEnd + lineEnd);
    }
}
