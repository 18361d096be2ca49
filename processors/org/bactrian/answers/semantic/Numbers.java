package org.bactrian.answers.semantic;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers and units in one spelling: 1,000 and 1000, five and 5, 5mg and 5 milligrams. */
final class Numbers {
    private static final Map<String, String> WORDS = Words.map("number");
    private static final Map<String, String> UNITS = Words.map("unit-word");
    private static final Map<String, String> GLUED = Words.map("unit-glued");
    private static final Map<String, String> SIGNS = Words.map("unit-sign");
    private static final String POWERS = "²³";
    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    private static final Pattern DECIMAL = Pattern.compile("(?:0|[1-9]\\d*)(\\.\\d+)?");
    private static final Pattern ORDINAL = Pattern.compile("(\\d+)(st|nd|rd|th)");
    private static final Pattern MEASURE = Pattern.compile("(\\d+(?:[.,]\\d+)*)(\\p{L}+[²³]?)");

    private Numbers() {}

    /** A number written in words or digits, or null if it is none; a code such as INV-12 stands for itself. */
    static @Nullable String number(String lower) {
        String word = WORDS.get(lower);
        if (word != null) {
            return word;
        }
        if (lower.indexOf('-') > 0 && lower.codePoints().noneMatch(Character::isDigit)) {
            return compound(lower);
        }
        return lower.codePoints().anyMatch(Character::isDigit) ? digits(lower) : null;
    }

    /** Fifty-one, or the eighteen of eighteen-year-old. */
    private static @Nullable String compound(String lower) {
        String[] parts = lower.split("-", 3);
        String tens = WORDS.get(parts[0]);
        String ones = parts[1].equals("one") ? "1" : WORDS.get(parts[1]);
        if (tens == null || ones == null || tens.length() != 2 || ones.length() != 1) {
            return tens;
        }
        return tens.charAt(0) + ones;
    }

    private static String digits(String lower) {
        String plain = THOUSANDS.matcher(lower).matches() ? lower.replace(",", "") : lower.replace(',', '.');
        Matcher ordinal = ORDINAL.matcher(plain);
        if (ordinal.matches()) {
            return ordinal.group(1) + "st";
        }
        return DECIMAL.matcher(plain).matches() ? shortest(plain) : lower;
    }

    private static String shortest(String decimal) {
        return new BigDecimal(decimal).stripTrailingZeros().toPlainString();
    }

    /** A number with its unit. */
    record Measure(String number, String unit) {}

    /** The number and the unit of 5mg, or null if the letters are no unit. */
    static @Nullable Measure measure(String lower) {
        Matcher match = MEASURE.matcher(lower);
        String unit = match.matches() ? unitAfterNumber(match.group(2)) : null;
        return unit == null ? null : new Measure(digits(match.group(1)), unit);
    }

    /** A unit that is one wherever it stands. */
    static @Nullable String unit(String lower) {
        String unit = UNITS.get(lower);
        return unit == null ? SIGNS.get(lower) : unit;
    }

    /** Letters that are a unit only right after a number. */
    static @Nullable String unitAfterNumber(String lower) {
        int last = lower.length() - 1;
        if (last > 0 && POWERS.indexOf(lower.charAt(last)) >= 0) {
            String base = unitAfterNumber(lower.substring(0, last));
            return base == null ? null : base + lower.charAt(last);
        }
        String unit = unit(lower);
        return unit == null ? GLUED.get(lower) : unit;
    }
}
