package org.bactrian.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text in columns, for a person. Not thread-safe. */
final class Columns {
    private static final String GAP = "  ";
    private static final int WIDEST = 40;
    private static final String CUT = "...";

    private final List<Boolean> right = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();

    Columns() {
        rows.add(titles);
    }

    /** A column of texts. */
    Columns left(String title) {
        return column(title, false);
    }

    /** A column of numbers. */
    Columns right(String title) {
        return column(title, true);
    }

    private Columns column(String title, boolean isRight) {
        titles.add(title);
        right.add(isRight);
        return this;
    }

    void row(List<String> cells) {
        rows.add(cells.stream().map(Columns::shown).toList());
    }

    /** Names come from outside: nothing in them moves the cursor, and none is wider than the rest. */
    private static String shown(String cell) {
        String plain = cell.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
        return plain.length() <= WIDEST ? plain : plain.substring(0, WIDEST - CUT.length()) + CUT;
    }

    /** Sums, below a line. */
    void total(List<String> cells) {
        row(cells);
        List<String> line = IntStream.range(0, titles.size())
                .mapToObj(column -> titles.get(column).isEmpty() ? "" : "-".repeat(width(column)))
                .toList();
        rows.add(rows.size() - 1, line);
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    List<String> lines() {
        int[] widths = IntStream.range(0, titles.size()).map(this::width).toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> cell(row.get(column), widths[column], right.get(column)))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String cell(String text, int width, boolean isRight) {
        String space = " ".repeat(width - text.length());
        return isRight ? space + text : text + space;
    }
}
