package org.bactrian.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The headers that tell a caller when to come back, in odd letter case, which no caller may care about. */
final class RetryAfter {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private RetryAfter() {}

    static Map<String, String> of(Behaviour behaviour, Instant now) {
        Map<String, String> headers = new TreeMap<>();
        behaviour.text(Key.RETRY_AFTER).ifPresent(seconds -> headers.put("rEtry-aFter", seconds));
        behaviour.text(Key.RETRY_AFTER_DATE).ifPresent(seconds -> headers.put("rEtry-aFter", date(seconds, now)));
        behaviour.text(Key.RETRY_AFTER_MS).ifPresent(millis -> headers.put("rEtry-aFter-mS", millis));
        return headers;
    }

    private static String date(String seconds, Instant now) {
        return HTTP_DATE.format(now.plusSeconds(Long.parseLong(seconds)));
    }
}
