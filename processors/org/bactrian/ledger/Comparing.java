package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bactrian.ledger.Comparison.Row;
import org.bactrian.ledger.ProviderExport.Item;
import org.bactrian.provider.Model;

/** Makes a {@link Comparison}. Used once. */
final class Comparing {
    private final Map<String, Model> models = new HashMap<>();
    private final ProviderExport export;
    private final Theirs theirs;
    private final Map<Item, Amounts> ours = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();
    private final Set<String> unpriced = new TreeSet<>();
    private final Set<String> leftOut = new TreeSet<>();
    private BigDecimal apart = BigDecimal.ZERO;

    Comparing(ProviderExport export, Collection<Model> known) {
        known.forEach(model -> models.put(model.name(), model));
        this.export = export;
        this.theirs = new Theirs(export, new ModelNames(known));
        theirs.items().forEach(item -> names.add(item.model()));
    }

    /** What was booked, what is uncertain, and what of both came in the first minutes of the day, USD. */
    private record Amounts(BigDecimal booked, BigDecimal uncertain, BigDecimal early) {
        static final Amounts NONE = new Amounts(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        Amounts plus(Amounts other) {
            return new Amounts(booked.add(other.booked), uncertain.add(other.uncertain), early.add(other.early));
        }
    }

    Comparison with(List<DayBook.Row> book) {
        book.forEach(this::add);
        names.forEach(this::compare);
        rows.sort(Comparator.comparing(Row::day).thenComparing(Row::model));
        BigDecimal missing = rows.stream().map(Row::missing).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Comparison(rows, missing, apart, unpriced, leftOut);
    }

    private void add(DayBook.Row row) {
        if (row.model().isEmpty()) {
            apart = apart.add(row.booked()).add(row.uncertain());
            return;
        }
        String name = theirs.nameOf(row.model(), models.get(row.model()));
        if (name == null) {
            leftOut.add(row.model());
        } else {
            names.add(name);
            Amounts amounts = new Amounts(row.booked(), row.uncertain(), row.early());
            ours.merge(new Item(row.day(), name), amounts, Amounts::plus);
        }
    }

    /** What was booked just after midnight covers the day it was billed on, and then not its own once more. */
    private void compare(String model) {
        BigDecimal lent = BigDecimal.ZERO;
        LocalDate end = export.lastDay().plusDays(1);
        for (LocalDate day = export.firstDay(); day.isBefore(end); day = day.plusDays(1)) {
            Amounts today = amounts(day, model);
            Theirs.Charge charge = theirs.of(new Item(day, model));
            if (charge.usd() == null) {
                unpriced.add(model);
            }
            BigDecimal billed = charge.usd() == null ? BigDecimal.ZERO : charge.usd();
            BigDecimal lacking = billed.subtract(charge.rounding())
                    .subtract(today.booked())
                    .subtract(today.uncertain())
                    .add(lent)
                    .max(BigDecimal.ZERO);
            lent = lacking.min(amounts(day.plusDays(1), model).early().max(BigDecimal.ZERO));
            if (!today.equals(Amounts.NONE) || !charge.equals(Theirs.Charge.NONE)) {
                rows.add(new Row(day, model, today.booked(), today.uncertain(), charge.usd(), lacking.subtract(lent)));
            }
        }
    }

    private Amounts amounts(LocalDate day, String model) {
        return ours.getOrDefault(new Item(day, model), Amounts.NONE);
    }
}
