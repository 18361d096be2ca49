package org.bactrian.job;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.call.Entry;
import org.bactrian.ledger.Between;
import org.bactrian.ledger.UsageReport.By;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the books. Every method refuses (invalid_input) what it cannot read, and names the parameter.
 *
 * @param given parameters as they came, some may be empty
 */
record BookQuery(Map<String, String> given) {
    private static final List<String> SCOPES = List.of("user", "session", "feature", "tenant", "deployment", "tag");
    private static final String A_TIME = "a date such as 2026-11-01 or a time such as 2026-11-01T08:00:00Z";
    private static final int MOST_ROWS = 10_000;
    private static final int ROWS = 1_000;

    /** A misspelt one would be an answer to another question. */
    void requireKnown(Set<String> known) {
        for (String name : new TreeSet<>(given.keySet())) {
            if (!known.contains(name)) {
                throw refused(name, "There is no parameter \"" + Entry.shown(name) + "\"; there are " + sorted(known));
            }
        }
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }

    private static LlmRefused refused(String name, String message) {
        return new LlmRefused(ErrorCode.INVALID_INPUT, message, name);
    }

    private static LlmRefused cannotBe(String name, String value, String good) {
        return refused(name, name + " cannot be \"" + Entry.shown(value) + "\"; it is " + good);
    }

    private @Nullable String value(String name) {
        String value = given.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    By by() {
        String by = value("by");
        return Arrays.stream(By.values())
                .filter(each -> by == null ? each == By.FEATURE : name(each).equals(by))
                .findFirst()
                .orElseThrow(() -> cannotBe("by", String.valueOf(by), "feature, user, tier, model or prompt"));
    }

    private static String name(By by) {
        return by.name().toLowerCase(Locale.ROOT);
    }

    /** A date ends with its last instant, a time is the first instant that no longer counts. */
    Between between() {
        Instant from = time("from", Between.ALWAYS.from(), day -> day);
        Instant to = time("to", Between.ALWAYS.to(), day -> day.plusDays(1));
        if (!to.isAfter(from)) {
            throw refused("to", "to is not after from");
        }
        return new Between(from, to);
    }

    private Instant time(String name, Instant otherwise, Function<LocalDate, LocalDate> midnight) {
        String text = value(name);
        if (text == null) {
            return otherwise;
        }
        try {
            Instant time = text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : midnight.apply(LocalDate.parse(text)).atStartOfDay().toInstant(ZoneOffset.UTC);
            if (!time.isBefore(Between.ALWAYS.from()) && time.isBefore(Between.ALWAYS.to())) {
                return time;
            }
        } catch (DateTimeException e) {
            throw cannotBe(name, text, A_TIME);
        }
        throw cannotBe(name, text, A_TIME);
    }

    /** A day that must be there. */
    LocalDate day(String name) {
        String text = value(name);
        if (text == null) {
            throw refused(name, name + " is needed: a date such as 2026-11-01");
        }
        return time(name, Instant.EPOCH, day -> day).atZone(ZoneOffset.UTC).toLocalDate();
    }

    /**
     * The tenant whose books are asked for, or null for all.
     *
     * @param only the one tenant the caller may see, or null if he may see all
     * @throws LlmRefused (forbidden) if he asks for another's
     */
    @Nullable
    String tenant(@Nullable String only) {
        String asked = value("tenant");
        if (only != null && asked != null && !asked.equals(only)) {
            throw new LlmRefused(ErrorCode.FORBIDDEN, "Another tenant's books need an admin key", "tenant");
        }
        return asked == null ? only : asked;
    }

    @Nullable
    String scope() {
        String scope = value("scope");
        if (scope != null && !SCOPES.contains(scope)) {
            throw cannotBe("scope", scope, "one of " + String.join(", ", SCOPES));
        }
        return scope;
    }

    /** How many rows at most. */
    int limit() {
        String limit = value("limit");
        if (limit == null) {
            return ROWS;
        }
        if (!limit.matches("[1-9]\\d{0,4}") || Integer.parseInt(limit) > MOST_ROWS) {
            throw cannotBe("limit", limit, "a number from 1 to " + MOST_ROWS);
        }
        return Integer.parseInt(limit);
    }

    /** Whether a table is wanted rather than JSON. */
    boolean csv(@Nullable String accept) {
        String format = value("format");
        if (format != null && !format.equals("csv") && !format.equals("json")) {
            throw cannotBe("format", format, "json or csv");
        }
        boolean accepted = accept != null && accept.toLowerCase(Locale.ROOT).contains("text/csv");
        return format == null ? accepted : format.equals("csv");
    }
}
