package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import org.bactrian.ledger.ProviderExport.Billed;
import org.bactrian.ledger.ProviderExport.Item;
import org.bactrian.ledger.ProviderExport.Tokens;

/**
 * One line of a provider's export.
 *
 * @param place where it stands, for a person
 * @param line by {@link ExportColumn#name}
 */
record ExportRow(String place, Map<String, String> line) {
    private static final int SECONDS_DIGITS = 10;
    private static final int DATE_LENGTH = 10;

    Item item() {
        String model = ExportColumn.MODEL.first(line);
        // "gpt-4o-mini-2024-07-18, input"
        return new Item(day(), model == null ? "" : model.replaceFirst(", .*", ""));
    }

    private LocalDate day() {
        String text = ExportColumn.DAY.first(line);
        if (text == null) {
            throw broken("has no day");
        }
        try {
            return day(text);
        } catch (DateTimeException | NumberFormatException e) {
            throw broken("has no day but \"" + text + "\"");
        }
    }

    private static LocalDate day(String text) {
        if (text.matches("\\d+")) {
            return day(Long.parseLong(text), text.length());
        }
        String iso = text.replaceFirst("^(\\S+) (\\d)", "$1T$2");
        boolean zoned = iso.matches(".*T.*(Z|[+-]\\d\\d:\\d\\d)");
        return zoned
                ? OffsetDateTime.parse(iso)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDate()
                : LocalDate.parse(iso.substring(0, Math.min(iso.length(), DATE_LENGTH)));
    }

    private static LocalDate day(long number, int digits) {
        Instant instant = digits > SECONDS_DIGITS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
        return instant.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** Where a line tells an amount, its tokens do not matter. */
    Billed billed() {
        String usd = ExportColumn.USD.first(line);
        return usd == null ? Billed.of(tokens()) : Billed.of(usd(usd));
    }

    private Tokens tokens() {
        long written = ExportColumn.WRITTEN.all(line).mapToLong(this::count).sum();
        long output = count(ExportColumn.OUTPUT);
        if (ExportColumn.FRESH.isAmong(line)) {
            long read = count(ExportColumn.READ);
            return new Tokens(count(ExportColumn.FRESH) + written + read, read, written, output);
        }
        return new Tokens(count(ExportColumn.INPUT), count(ExportColumn.CACHED), written, output);
    }

    private BigDecimal usd(String text) {
        String currency = ExportColumn.CURRENCY.first(line);
        if (currency != null && !currency.equalsIgnoreCase("usd")) {
            throw broken("is in " + currency + ", not in USD");
        }
        return number(text.replaceFirst("^\\$", ""), BigDecimal::new);
    }

    private long count(ExportColumn column) {
        String text = column.first(line);
        return text == null ? 0 : count(text);
    }

    private long count(String text) {
        return number(text, each -> new BigDecimal(each).longValueExact());
    }

    private <T> T number(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (ArithmeticException | NumberFormatException e) {
            throw broken("has \"" + text + "\" where a number should be");
        }
    }

    private ExportException broken(String what) {
        return new ExportException(place + " " + what);
    }
}
