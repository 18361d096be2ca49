package org.bactrian.simulator;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.bactrian.config.Span;

/**
 * How a request wants to be treated.
 *
 * @param wishes checked values
 */
record Behaviour(Map<Key, String> wishes) {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** What the header says, or else the query in the model's name. */
    static Behaviour of(String model, String header) {
        int query = model.indexOf('?');
        return parse(header.isEmpty() && query >= 0 ? model.substring(query + 1) : header);
    }

    /** Reads for example {@code fault=503&times=2&delay=300ms}. */
    static Behaviour parse(String query) {
        Map<Key, String> wishes = new EnumMap<>(Key.class);
        for (String pair : query.split("&", -1)) {
            if (!pair.isBlank()) {
                String[] sides = pair.strip().split("=", 2);
                Key key = Key.named(sides[0]);
                wishes.put(key, key.checked(sides.length < 2 ? "" : sides[1]));
            }
        }
        return new Behaviour(wishes);
    }

    Optional<String> text(Key key) {
        return Optional.ofNullable(wishes.get(key));
    }

    int count(Key key, int usual) {
        return text(key).map(Integer::parseInt).orElse(usual);
    }

    /** In milliseconds, at most 10 minutes. */
    long millis(Key key, Duration usual) {
        Duration wished = text(key).map(Span::parse).orElse(usual);
        return (wished.compareTo(LONGEST) > 0 ? LONGEST : wished).toMillis();
    }

    /** What goes wrong with the request that comes as number {@code turn}, from 0. */
    Fault faultOn(int turn) {
        int after = count(Key.AFTER, 0);
        return turn >= after && turn - after < count(Key.TIMES, Integer.MAX_VALUE) ? fault() : Fault.NONE;
    }

    /** What goes wrong when something does. */
    Fault fault() {
        String wished = wishes.getOrDefault(Key.FAULT, "none");
        return Fault.isStatus(wished) ? Fault.STATUS : Fault.named(wished).orElse(Fault.NONE);
    }

    /** The HTTP status of {@link Fault#STATUS}. */
    int status() {
        return Integer.parseInt(wishes.getOrDefault(Key.FAULT, ""));
    }

    /** The HTTP status with which an API key is turned away, if it is. */
    Optional<Integer> refusalOf(String apiKey) {
        if (apiKey.equals(wishes.get(Key.BAD_KEY))) {
            return Optional.of(HttpResponseStatus.UNAUTHORIZED.code());
        }
        boolean limited = apiKey.equals(wishes.get(Key.LIMITED_KEY));
        return limited ? Optional.of(HttpResponseStatus.TOO_MANY_REQUESTS.code()) : Optional.empty();
    }
}
