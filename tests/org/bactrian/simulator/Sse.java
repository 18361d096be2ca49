package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A server-sent event as a caller reads it: any of the three line ends, comments left out. */
record Sse(String name, String data) {
    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");
    private static final Pattern BLANK_LINE = Pattern.compile("(?:\r\n|\n|\r(?!\n)){2}");

    /** The events that are complete; what comes after the last blank line is none. */
    static List<Sse> parse(String stream) {
        String whole = stream.substring(0, endOfLastEvent(stream));
        return BLANK_LINE
                .splitAsStream(whole)
                .map(event -> new Sse(field(event, "event: "), field(event, "data: ")))
                .filter(event -> !event.data().isEmpty())
                .toList();
    }

    private static int endOfLastEvent(String stream) {
        return BLANK_LINE
                .matcher(stream)
                .results()
                .mapToInt(end -> end.end())
                .max()
                .orElse(0);
    }

    private static String field(String event, String name) {
        return LINE_END.splitAsStream(event)
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .collect(Collectors.joining("\n"));
    }

    boolean isJson() {
        try {
            return Sim.MAPPER.readTree(data).isObject();
        } catch (IOException e) {
            return false;
        }
    }

    JsonNode json() {
        try {
            return Sim.MAPPER.readTree(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
