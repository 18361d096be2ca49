package org.bactrian.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Collection;
import java.util.Locale;

/** Amounts of one column, all with as many decimals as the finest of them needs, from two to six. Not thread-safe. */
final class Usd {
    private static final int FEWEST = 2;
    private static final int MOST = 6;

    private final DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));

    Usd(Collection<BigDecimal> amounts) {
        int decimals = amounts.stream()
                .mapToInt(amount -> amount.stripTrailingZeros().scale())
                .max()
                .orElse(FEWEST);
        format.setMinimumFractionDigits(Math.min(MOST, Math.max(FEWEST, decimals)));
        format.setMaximumFractionDigits(format.getMinimumFractionDigits());
        format.setRoundingMode(RoundingMode.HALF_UP);
    }

    String of(BigDecimal amount) {
        return format.format(amount);
    }
}
