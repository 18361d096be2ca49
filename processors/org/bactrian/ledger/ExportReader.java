package org.bactrian.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.bactrian.ledger.ProviderExport.Billed;
import org.bactrian.ledger.ProviderExport.Item;
import org.bactrian.provider.Json;

/** Reads what a provider's console exports: CSV with a header, parted by commas or tabs, or a JSON object a line. */
public final class ExportReader {
    private final Path file;
    private final SortedMap<Item, Billed> items = new TreeMap<>();
    private int decimals;

    private ExportReader(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws ExportException if it cannot be read or holds nothing that was billed
     */
    public static ProviderExport read(Path file) {
        ExportReader reader = new ExportReader(file);
        try {
            reader.read();
        } catch (NoSuchFileException e) {
            throw reader.broken("does not exist");
        } catch (CharacterCodingException e) {
            throw reader.broken("is not UTF-8 text");
        } catch (IOException | UncheckedIOException e) {
            throw reader.broken("cannot be read: " + e.getMessage());
        }
        if (reader.items.isEmpty()) {
            throw reader.broken("holds nothing that was billed");
        }
        return new ProviderExport(reader.items, ProviderExport.rounding(reader.decimals));
    }

    private ExportException broken(String what) {
        return new ExportException("The export " + file + " " + what);
    }

    private void read() throws IOException {
        String first;
        try (BufferedReader text = Files.newBufferedReader(file)) {
            first = String.valueOf(text.readLine());
        }
        try (BufferedReader text = Files.newBufferedReader(file)) {
            if (first.startsWith("{")) {
                readJson(text);
            } else {
                readCsv(text, first.contains("\t") ? '\t' : ',');
            }
        }
    }

    private void readJson(BufferedReader text) throws IOException {
        int number = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            number++;
            if (!line.isBlank()) {
                add(new ExportRow(place(number), object(line, number)));
            }
        }
    }

    private Map<String, String> object(String line, int number) throws IOException {
        Map<String, String> values = new HashMap<>();
        try {
            JsonNode object = Json.read(line);
            object.properties()
                    .forEach(field -> values.put(
                            ExportColumn.name(field.getKey()), field.getValue().asText()));
        } catch (JsonProcessingException e) {
            throw new ExportException(place(number) + " is not JSON");
        }
        requireColumns(values, place(number));
        return values;
    }

    private void readCsv(Reader text, char delimiter) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setTrim(true)
                .get();
        try (CSVParser parser = format.parse(text)) {
            List<String> columns = List.of();
            for (CSVRecord line : parser) {
                if (columns.isEmpty()) {
                    columns = columns(line);
                } else {
                    add(new ExportRow(place(parser.getCurrentLineNumber()), values(line, columns, parser)));
                }
            }
        }
    }

    private List<String> columns(CSVRecord header) {
        List<String> columns = header.stream().map(ExportColumn::name).toList();
        Map<String, String> named = new HashMap<>();
        columns.forEach(column -> named.put(column, ""));
        requireColumns(named, "The export " + file);
        return columns;
    }

    private Map<String, String> values(CSVRecord line, List<String> columns, CSVParser parser) {
        if (line.size() != columns.size()) {
            String place = place(parser.getCurrentLineNumber());
            throw new ExportException(place + " has " + line.size() + " fields, but the header has " + columns.size());
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), line.get(i));
        }
        return values;
    }

    private static void requireColumns(Map<String, String> columns, String place) {
        boolean counts = Stream.of(ExportColumn.USD, ExportColumn.INPUT, ExportColumn.FRESH)
                .anyMatch(column -> column.isAmong(columns));
        if (!ExportColumn.DAY.isAmong(columns)) {
            throw new ExportException(place + " has no column for the day, such as date or start_time_iso");
        }
        if (!counts) {
            throw new ExportException(place + " has no column that counts, such as cost_usd or input_tokens");
        }
    }

    private String place(long line) {
        return "Line " + line + " of " + file;
    }

    private void add(ExportRow row) {
        Billed billed = row.billed();
        if (!billed.isNothing()) {
            items.merge(row.item(), billed, Billed::plus);
            decimals = Math.max(decimals, billed.usd().scale());
        }
    }
}
