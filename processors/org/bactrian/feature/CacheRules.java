package org.bactrian.feature;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What of a feature is answered once; both absent means that nothing is shared, in flight neither. */
public record CacheRules(@Nullable Exact exact, @Nullable Semantic semantic) {
    /** Whether anything is shared at all. */
    public boolean shares() {
        return exact != null || semantic != null;
    }

    /** Who may share; a tenant, where only meaning is. */
    public Scope scope() {
        return exact == null ? Scope.TENANT : exact.scope();
    }

    /** Equal questions within {@code scope} get one answer for {@code ttl}. */
    public record Exact(Duration ttl, Scope scope) {}

    /**
     * Equivalent questions get one answer while the chance of a wrong one stays under {@code maxError}.
     *
     * @param compare when a kept answer counts as right: {@code exact} or {@code close} to a fresh one
     * @param checkMonthly USD a month for calls that only check what would have been a hit, or null for no cap of their own
     */
    public record Semantic(BigDecimal maxError, Duration ttl, String compare, @Nullable BigDecimal checkMonthly) {}

    /** Who may see an answer that was made for somebody else. */
    public enum Scope {
        @JsonProperty("user")
        USER,
        @JsonProperty("tenant")
        TENANT,
        @JsonProperty("public")
        PUBLIC
    }
}
