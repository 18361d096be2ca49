package org.bactrian.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bactrian.ledger.Comparison;
import org.bactrian.ledger.Comparison.Row;
import org.jspecify.annotations.Nullable;

/** What a comparison with a provider's bill came to. */
final class ComparisonText {
    private final Comparison comparison;
    private final Usd usd;

    ComparisonText(Comparison comparison) {
        this.comparison = comparison;
        this.usd = new Usd(comparison.rows().stream()
                .flatMap(row -> Stream.of(row.ours(), row.uncertain(), amount(row.theirs())))
                .toList());
    }

    private static BigDecimal amount(@Nullable BigDecimal priced) {
        return priced == null ? BigDecimal.ZERO : priced;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(table().lines());
        lines.add("");
        if (comparison.apart().signum() != 0) {
            lines.add("Booked to no model: " + plain(comparison.apart())
                    + " USD, which processes had set aside when they died; some of it may have been billed");
        }
        if (!comparison.leftOut().isEmpty()) {
            lines.add("Not this provider's: " + String.join(", ", comparison.leftOut()));
        }
        lines.add(verdict());
        return lines;
    }

    private Columns table() {
        Columns table = new Columns().left("day (UTC)").left("model");
        table.right("ours USD").right("uncertain USD").right("theirs USD");
        table.right("difference").left("");
        comparison.rows().forEach(row -> table.row(cells(row)));
        BigDecimal ours = sum(Row::ours);
        BigDecimal uncertain = sum(Row::uncertain);
        BigDecimal theirs = sum(row -> amount(row.theirs()));
        BigDecimal difference = ours.add(uncertain).subtract(theirs);
        table.total(List.of("total", "", usd.of(ours), usd.of(uncertain), usd.of(theirs), usd.of(difference), ""));
        return table;
    }

    private List<String> cells(Row row) {
        BigDecimal difference = row.difference();
        return List.of(
                row.day().toString(),
                row.model(),
                usd.of(row.ours()),
                usd.of(row.uncertain()),
                difference == null ? "no price" : usd.of(amount(row.theirs())),
                difference == null ? "?" : usd.of(difference),
                row.missing().signum() > 0 ? "theirs is more" : "");
    }

    private BigDecimal sum(Function<Row, BigDecimal> amount) {
        return comparison.rows().stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private String verdict() {
        if (!comparison.unpriced().isEmpty()) {
            return "models.yaml has no price for " + String.join(", ", comparison.unpriced())
                    + ", and the export tells no amount";
        }
        if (!comparison.covered()) {
            return "They billed " + plain(comparison.missing()) + " USD that our books do not have";
        }
        return comparison.missing().signum() == 0
                ? "Good: our books cover all that was billed"
                : "Good: the " + plain(comparison.missing()) + " USD we lack may be what dead processes spent";
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
