package org.bactrian.app;

import java.util.ArrayList;
import java.util.List;

/**
 * One fault of an upstream.
 *
 * @param name as a table shows it
 * @param key for names of models
 * @param query what the simulator is asked for; empty for a fault of the line
 * @param provider another provider than the simulator, or empty
 * @param structured whether the answer has a schema
 */
record FaultCase(String name, String key, String query, String provider, boolean structured) {
    static List<FaultCase> all() {
        List<FaultCase> all = new ArrayList<>();
        all.add(line("connection refused", "refused"));
        all.add(line("connect timeout", "blackhole"));
        all.add(line("TLS failure", "tls"));
        add(all, "reset before headers", "reset");
        add(all, "silent after accept", "silent");
        add(all, "headers, then silence", "headers-only");
        for (String status : List.of("401", "400", "404", "413", "500", "503", "529")) {
            add(all, status, status);
        }
        add(all, "502 with an HTML page", "html");
        all.add(of("429", "429", "fault=429"));
        all.add(of("429, Retry-After in seconds", "429-s", "fault=429&retry-after=1"));
        all.add(of("429, Retry-After as a date", "429-d", "fault=429&retry-after-date=2"));
        all.add(of("429, retry-after-ms", "429-ms", "fault=429&retry-after-ms=900"));
        all.add(of("429, Retry-After past the deadline", "429-l", "fault=429&retry-after=60"));
        all.add(of("slow first token", "slow", "fault=slow-first-token&delay=60s"));
        add(all, "stall after the first token", "stall");
        add(all, "clean cut without terminal marker", "cut");
        add(all, "reset mid-stream", "reset-mid");
        all.add(of("one byte at a time for ever", "drip", "fault=drip&every=100ms"));
        add(all, "UTF-8 split across chunks", "split-utf8");
        add(all, "CRLF line ends", "crlf");
        add(all, "CR line ends", "cr");
        add(all, "flood of comments and pings", "flood");
        add(all, "malformed JSON in an event", "broken-event");
        add(all, "error object in a 200", "error-in-200");
        add(all, "error event before the first token", "early-error-event");
        add(all, "error event in a stream", "error-event");
        add(all, "empty choices", "no-choices");
        add(all, "empty content", "empty");
        all.add(new FaultCase("cut by length, JSON incomplete", "length", "fault=length", "", true));
        all.add(new FaultCase("answer breaks its schema", "schema", "fault=schema-invalid", "", true));
        add(all, "refusal", "refusal");
        add(all, "content filter", "content-filter");
        add(all, "100 MB answer", "huge");
        add(all, "gzip answer", "gzip");
        add(all, "wrong content type", "content-type");
        add(all, "duplicated terminal marker", "twice-done");
        add(all, "wrong usage", "wrong-usage");
        add(all, "usage a thousand times too high", "huge-usage");
        add(all, "missing usage", "no-usage");
        return List.copyOf(all);
    }

    private static void add(List<FaultCase> all, String name, String fault) {
        all.add(of(name, fault, "fault=" + fault));
    }

    private static FaultCase of(String name, String key, String query) {
        return new FaultCase(name, "f" + key, query, "", false);
    }

    private static FaultCase line(String name, String provider) {
        return new FaultCase(name, provider, "", provider, false);
    }
}
