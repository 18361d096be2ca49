package org.bactrian.feature;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Caps of a feature in USD; what is absent has no cap.
 *
 * @param userDaily of one user a day (UTC), by tier
 * @param monthly of the feature a month (UTC)
 * @param tags of each tag a month, shared by every feature that names it
 */
public record Budget(
        Map<String, BigDecimal> userDaily,
        @Nullable BigDecimal sessionTotal,
        @Nullable BigDecimal monthly,
        Map<String, BigDecimal> tags,
        @Nullable BigDecimal perCall,
        BigDecimal alertAt,
        boolean lowerMaxTokens) {}
