package org.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.junit.jupiter.api.Test;

/** Only what says something of a model's health is counted by its breaker. */
final class FailureKindTest {
    @Test
    void the_breaker_counts_what_is_worth_repeating_and_what_needs_somebody_to_act() {
        assertThat(Arrays.stream(FailureKind.values()).filter(FailureKind::countsForBreaker))
                .containsExactlyInAnyOrder(FailureKind.RETRY, FailureKind.MISCONFIGURED);
    }

    @Test
    void a_failure_is_found_however_deep_it_is_wrapped() {
        AttemptFailure failure = new AttemptFailure(FailureKind.RETRY, Billing.UNKNOWN, "it broke");

        assertThat(AttemptFailure.in(new IllegalStateException(new RuntimeException(failure))))
                .isSameAs(failure);
        assertThat(AttemptFailure.in(new IllegalStateException())).isNull();
        assertThat(AttemptFailure.in(null)).isNull();
    }
}
