package org.bactrian.simulator;

import java.time.Duration;
import org.bactrian.config.Span;

/**
 * How a request wants to be treated.
 *
 * @param status the HTTP status of {@link Fault#STATUS}, else 200
 * @param retryAfter seconds, as they are told to the caller; empty tells nothing
 * @param after how many requests succeed before the first failure
 * @param times how many requests fail then
 */
record Behaviour(Fault fault, int status, Duration delay, String retryAfter, int after, int times) {
    private static final Behaviour GOOD = new Behaviour(Fault.NONE, 200, Duration.ZERO, "", 0, Integer.MAX_VALUE);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);
    private static final String KEYS = "fault, delay, retry-after, after and times";

    /** What the header says, or else the query in the model's name. */
    static Behaviour of(String model, String header) {
        int query = model.indexOf('?');
        return parse(header.isEmpty() && query >= 0 ? model.substring(query + 1) : header);
    }

    /** Reads for example {@code fault=503&times=2&delay=300ms}. */
    static Behaviour parse(String query) {
        Behaviour behaviour = GOOD;
        for (String pair : query.split("&", -1)) {
            behaviour = pair.isBlank() ? behaviour : behaviour.and(pair.strip());
        }
        return behaviour;
    }

    private Behaviour and(String pair) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        String value = pair.substring(equals + 1);
        return switch (key) {
            case "fault" -> withFault(value);
            case "delay" -> new Behaviour(fault, status, delay(value), retryAfter, after, times);
            case "retry-after" -> new Behaviour(fault, status, delay, String.valueOf(count(key, value)), after, times);
            case "after" -> new Behaviour(fault, status, delay, retryAfter, count(key, value), times);
            case "times" -> new Behaviour(fault, status, delay, retryAfter, after, count(key, value));
            default -> throw rejection("Unknown key '" + key + "': the simulator knows " + KEYS + ".");
        };
    }

    private Behaviour withFault(String value) {
        if (value.matches("[1-5]\\d\\d")) {
            return new Behaviour(Fault.STATUS, status(value), delay, retryAfter, after, times);
        }
        Fault named = Fault.named(value).orElseThrow(() -> unknownFault(value));
        return new Behaviour(named, 200, delay, retryAfter, after, times);
    }

    /** Only what can end an HTTP exchange and carry a body. */
    private static int status(String value) {
        int status = Integer.parseInt(value);
        if (status < 300 || status == 304) {
            throw unknownFault(value);
        }
        return status;
    }

    private static Rejection unknownFault(String value) {
        return rejection("Unknown fault '" + value + "': the simulator knows " + Fault.known() + ".");
    }

    private static Rejection rejection(String message) {
        return Rejection.badRequest("model", message);
    }

    private static int count(String key, String value) {
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw rejection("'" + key + "' must be a whole number, not '" + value + "'.");
        }
    }

    private static Duration delay(String value) {
        try {
            Duration delay = Span.parse(value);
            return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
        } catch (IllegalArgumentException e) {
            throw rejection("'delay' must be a duration such as 300ms or 2s, not '" + value + "'.");
        }
    }

    /** The fault as the bill names it. */
    String label() {
        return fault == Fault.STATUS ? String.valueOf(status) : fault.label();
    }

    /** What goes wrong with the request that comes as number {@code turn}, from 0. */
    Fault faultOn(int turn) {
        return turn >= after && turn - after < times ? fault : Fault.NONE;
    }
}
