package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bactrian.provider.Model;
import org.jspecify.annotations.Nullable;

/**
 * Our books against a provider's own: for each day and model, what we booked and what may have been spent must cover what
 * the provider billed.
 *
 * @param rows by day, then by model
 * @param missing USD billed that is not in our books of its model
 * @param apart USD booked to no model, because the process that had set it aside died: some of it may be what is missing
 * @param unpriced models of which the export tells tokens and models.yaml no price
 * @param leftOut models of ours that this provider does not serve
 */
public record Comparison(
        List<Row> rows, BigDecimal missing, BigDecimal apart, Set<String> unpriced, Set<String> leftOut) {
    /**
     * One model on one day.
     *
     * @param model the provider's name for it
     * @param ours USD that is known to be spent
     * @param uncertain USD that may have been spent
     * @param theirs USD that was billed; null if it has no price
     * @param missing what of it our books lack, rounding and the minutes after midnight allowed for
     */
    public record Row(
            LocalDate day,
            String model,
            BigDecimal ours,
            BigDecimal uncertain,
            @Nullable BigDecimal theirs,
            BigDecimal missing) {
        /** What we booked beyond what was billed, USD; negative if more was billed; null if it has no price. */
        public @Nullable BigDecimal difference() {
            return theirs == null ? null : ours.add(uncertain).subtract(theirs);
        }
    }

    /**
     * Compares.
     *
     * @param book ours, from the first day of the export to the day after its last
     * @param models of models.yaml
     */
    public static Comparison of(List<DayBook.Row> book, ProviderExport export, Collection<Model> models) {
        return new Comparing(export, models).with(book);
    }

    /** Whether our books cover what was billed. */
    public boolean covered() {
        return unpriced.isEmpty() && missing.compareTo(apart) <= 0;
    }
}
