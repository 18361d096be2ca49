package org.bactrian.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** When an API key stops to work, as keys.yaml writes it: its last day (UTC), or an instant. */
public final class Expiry {
    private Expiry() {}

    /**
     * Reads for example {@code 2027-01-31}, which is the end of that day, or {@code 2027-01-31T12:00:00Z}.
     *
     * @throws DateTimeException for anything else
     */
    public static Instant parse(String text) {
        return text.contains("T")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** The same the other way round. */
    public static String text(Instant expires) {
        OffsetDateTime end = expires.atOffset(ZoneOffset.UTC);
        boolean midnight = end.toLocalTime().equals(LocalTime.MIDNIGHT);
        return midnight ? end.toLocalDate().minusDays(1).toString() : expires.toString();
    }
}
