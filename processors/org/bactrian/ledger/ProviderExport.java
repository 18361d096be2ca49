package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bactrian.provider.Price;

/**
 * What a provider says it billed.
 *
 * @param items by UTC day and model, never empty
 * @param rounding USD that the amount of one line may be off by, because it was written with so many decimals only
 */
public record ProviderExport(SortedMap<Item, Billed> items, BigDecimal rounding) {
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final int MILLION_DIGITS = 6;

    public ProviderExport {
        items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
    }

    /**
     * What is billed together.
     *
     * @param model the provider's own name; empty if the export tells none
     */
    public record Item(LocalDate day, String model) implements Comparable<Item> {
        @Override
        public int compareTo(Item other) {
            int byDay = day.compareTo(other.day);
            return byDay != 0 ? byDay : model.compareTo(other.model);
        }
    }

    /**
     * What is billed for it.
     *
     * @param usd of the lines that tell an amount
     * @param lines how many those are
     * @param tokens of the lines that tell none
     */
    public record Billed(BigDecimal usd, int lines, Tokens tokens) {
        static Billed of(BigDecimal usd) {
            return new Billed(usd, 1, Tokens.NONE);
        }

        static Billed of(Tokens tokens) {
            return new Billed(BigDecimal.ZERO, 0, tokens);
        }

        Billed plus(Billed other) {
            return new Billed(usd.add(other.usd), lines + other.lines, tokens.plus(other.tokens));
        }

        boolean isNothing() {
            return lines == 0 && tokens.equals(Tokens.NONE);
        }
    }

    /**
     * Tokens of a day: more than one exchange can have.
     *
     * @param input all of them, those of the cache included
     * @param cached those of them that the provider had cached
     * @param written those of them that it put into its cache
     */
    public record Tokens(long input, long cached, long written, long output) {
        static final Tokens NONE = new Tokens(0, 0, 0, 0);

        Tokens plus(Tokens other) {
            return new Tokens(
                    input + other.input, cached + other.cached, written + other.written, output + other.output);
        }

        BigDecimal usd(Price price) {
            return price.input()
                    .multiply(BigDecimal.valueOf(input - cached - written))
                    .add(price.cachedInput().multiply(BigDecimal.valueOf(cached)))
                    .add(price.cacheWrite().multiply(BigDecimal.valueOf(written)))
                    .add(price.output().multiply(BigDecimal.valueOf(output)))
                    .movePointLeft(MILLION_DIGITS);
        }
    }

    /** Half a unit of the last decimal. */
    static BigDecimal rounding(int decimals) {
        return HALF.movePointLeft(decimals);
    }

    public LocalDate firstDay() {
        return items.firstKey().day();
    }

    public LocalDate lastDay() {
        return items.lastKey().day();
    }

    /** Names of the models, empty for lines without one. */
    Set<String> models() {
        Set<String> models = new TreeSet<>();
        items.keySet().forEach(item -> models.add(item.model()));
        return models;
    }
}
