package org.bactrian.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The rows of a usage page as CSV (RFC 4180), for a spreadsheet. */
public final class UsageCsv {
    private static final List<String> COLUMNS = List.of(
            "key",
            "calls",
            "input_tokens",
            "output_tokens",
            "cost_usd",
            "cache_hits",
            "valid",
            "degraded",
            "p50_ms",
            "p95_ms",
            "saved_usd");

    private UsageCsv() {}

    /** The column {@code tenant} is there if the rows are of users. */
    public static String of(JsonNode page) {
        List<String> columns = new ArrayList<>(COLUMNS);
        if (page.path("data").path(0).has("tenant")) {
            columns.add("tenant");
        }
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord(columns);
            for (JsonNode row : page.path("data")) {
                csv.printRecord(columns.stream().map(column -> value(row.path(column))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text can always be written", e);
        }
        return text.toString();
    }

    private static String value(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : harmless(value.asText());
    }

    /** A name from outside must not be a formula where the file is opened. */
    private static String harmless(String name) {
        return name.matches("(?s)[=+\\-@\t\r].*") ? "'" + name : name;
    }
}
