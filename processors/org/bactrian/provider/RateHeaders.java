package org.bactrian.provider;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.bactrian.resilience.RateHint;
import org.jspecify.annotations.Nullable;

/** Reads what response headers say of rate limits. They come from outside: nonsense counts as not said. */
final class RateHeaders {
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter[] HTTP_DATES = {
        DateUtils.FORMATTER_RFC1123, DateUtils.FORMATTER_RFC1036, ASCTIME
    };
    private static final int LONGEST_VALUE = 64;
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration RESET_UNTOLD = Duration.ofSeconds(1);
    private static final BigDecimal SECOND =
            BigDecimal.valueOf(Duration.ofSeconds(1).toNanos());
    private static final BigDecimal MILLISECOND =
            BigDecimal.valueOf(Duration.ofMillis(1).toNanos());
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern GO_PART = Pattern.compile("\\G([0-9]+(?:\\.[0-9]+)?)(h|ms|m|s|us|\u00b5s|ns)");

    private RateHeaders() {}

    /**
     * How long to wait before asking again, from zero to a day; null if not said.
     *
     * @param headers by name, whatever the case
     */
    static @Nullable Duration retryAfter(Function<String, @Nullable String> headers, Instant now) {
        Duration precise = number(value(headers, "retry-after-ms"), MILLISECOND);
        if (precise != null) {
            return precise;
        }
        String text = value(headers, "Retry-After");
        Duration seconds = number(text, SECOND);
        return seconds != null ? seconds : until(DateUtils.parseDate(text, HTTP_DATES), now);
    }

    /**
     * What is left until when, in the headers of OpenAI and of Anthropic; null if not said.
     *
     * @param headers by name, whatever the case
     */
    static @Nullable RateHint hint(Function<String, @Nullable String> headers, Instant now) {
        Integer requests = remaining(headers, "requests");
        Integer tokens = remaining(headers, "tokens");
        if (requests == null && tokens == null) {
            return null;
        }
        Duration one = reset(headers, "requests", now);
        Duration other = reset(headers, "tokens", now);
        Duration larger = one == null || (other != null && other.compareTo(one) > 0) ? other : one;
        return new RateHint(requests, tokens, larger == null ? RESET_UNTOLD : larger);
    }

    private static @Nullable Integer remaining(Function<String, @Nullable String> headers, String what) {
        Integer openai = count(value(headers, "x-ratelimit-remaining-" + what));
        return openai != null ? openai : count(value(headers, "anthropic-ratelimit-" + what + "-remaining"));
    }

    private static @Nullable Duration reset(Function<String, @Nullable String> headers, String what, Instant now) {
        Duration openai = goDuration(value(headers, "x-ratelimit-reset-" + what));
        return openai != null ? openai : until(rfc3339(value(headers, "anthropic-ratelimit-" + what + "-reset")), now);
    }

    private static String value(Function<String, @Nullable String> headers, String name) {
        String value = headers.apply(name);
        return value == null || value.length() > LONGEST_VALUE ? "" : value.strip();
    }

    private static @Nullable Integer count(String text) {
        return COUNT.matcher(text).matches() ? Integer.valueOf(text) : null;
    }

    private static @Nullable Duration number(String text, BigDecimal unit) {
        return NUMBER.matcher(text).matches() ? nanos(new BigDecimal(text).multiply(unit)) : null;
    }

    /** A duration as Go prints it, such as {@code 1h2m3.5s}. */
    private static @Nullable Duration goDuration(String text) {
        Matcher part = GO_PART.matcher(text);
        BigDecimal sum = BigDecimal.ZERO;
        int end = 0;
        while (part.find()) {
            sum = sum.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2))));
            end = part.end();
        }
        return end > 0 && end == text.length() ? nanos(sum) : null;
    }

    private static BigDecimal unit(String name) {
        return switch (name) {
            case "h" -> BigDecimal.valueOf(Duration.ofHours(1).toNanos());
            case "m" -> BigDecimal.valueOf(Duration.ofMinutes(1).toNanos());
            case "s" -> SECOND;
            case "ms" -> MILLISECOND;
            case "ns" -> BigDecimal.ONE;
            default -> BigDecimal.valueOf(Duration.ofNanos(1_000).toNanos());
        };
    }

    private static @Nullable Instant rfc3339(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null; // said in no form that is known: as if it were not said
        }
    }

    private static @Nullable Duration until(@Nullable Instant end, Instant now) {
        return end == null ? null : clamp(Duration.between(now, end));
    }

    private static Duration nanos(BigDecimal nanos) {
        BigDecimal most = BigDecimal.valueOf(LONGEST.toNanos());
        return clamp(Duration.ofNanos(nanos.max(BigDecimal.ZERO).min(most).longValue()));
    }

    private static Duration clamp(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }
}
