package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;

/** What the caller gets to see: JSON with a status, a closed connection, or nothing at all. */
record Reply(Kind kind, int status, JsonNode body, String retryAfter) {
    private static final int OK = 200;

    /** How an exchange ends. */
    enum Kind {
        JSON,
        RESET,
        SILENT
    }

    static Reply ok(JsonNode body) {
        return error(OK, body);
    }

    static Reply error(int status, JsonNode body) {
        return new Reply(Kind.JSON, status, body, "");
    }

    static Reply without(Kind kind) {
        return new Reply(kind, OK, Json.object(), "");
    }

    Reply retryAfter(String seconds) {
        return new Reply(kind, status, body, seconds);
    }
}
