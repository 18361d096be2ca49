package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * All that one caller gets to see.
 *
 * @param delay milliseconds before anything happens
 * @param frames made while they are sent, so that they may be endless
 * @param settlement told how many tokens of the answer were sent when no more will be
 */
record Script(
        int status,
        Map<String, String> headers,
        long delay,
        Iterator<Frame> frames,
        Ending ending,
        LongConsumer settlement) {
    static Script of(String contentType, Stream<Frame> frames, Ending ending) {
        Map<String, String> headers = Map.of("Content-Type", contentType);
        return new Script(HttpResponseStatus.OK.code(), headers, 0, frames.iterator(), ending, tokens -> {});
    }

    /** Ends without a word. */
    static Script mute(Ending ending) {
        return of("application/json", Stream.empty(), ending);
    }

    static Script json(int status, JsonNode body) {
        return page(status, "application/json", Json.write(body));
    }

    static Script page(int status, String contentType, String text) {
        Buffer body = Buffer.buffer(text);
        return of(contentType, Stream.of(Frame.of(body)), Ending.COMPLETE)
                .header("Content-Length", String.valueOf(body.length()))
                .status(status);
    }

    private Script status(int other) {
        return new Script(other, headers, delay, frames, ending, settlement);
    }

    Script header(String name, String value) {
        return headers(Map.of(name, value));
    }

    Script headers(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(headers);
        all.putAll(more);
        return new Script(status, all, delay, frames, ending, settlement);
    }

    Script after(long millis) {
        return new Script(status, headers, millis, frames, ending, settlement);
    }

    Script settledBy(LongConsumer other) {
        return new Script(status, headers, delay, frames, ending, other);
    }
}
