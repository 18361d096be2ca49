package org.bactrian.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.bactrian.call.Plan.Reask;
import org.bactrian.feature.Feature.OnRefusal;
import org.bactrian.provider.Model;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.Backoff;
import org.bactrian.resilience.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which model is asked next, and after how long. */
final class PlanTest {
    private static final Model SMALL = Fixture.model("small", 16_000);
    private static final Model ALIKE = Fixture.model("alike", 16_000);
    private static final Model LARGE = Fixture.model("large", 128_000);
    private static final Reask REASK = new Reask("{}", "team: is missing");

    private static Plan plan(Model... models) {
        return plan(OnRefusal.ANSWER, models);
    }

    private static Plan plan(OnRefusal onRefusal, Model... models) {
        return new Plan(List.of(models), Fixture.feature(3, 1, onRefusal), new Backoff(() -> 1), model -> true);
    }

    private static AttemptFailure failure(FailureKind kind) {
        return new AttemptFailure(kind, Billing.FREE, "it failed");
    }

    private static void fail(Plan plan, FailureKind kind) {
        plan.failed(failure(kind), kind == FailureKind.INVALID ? REASK : null);
    }

    @Test
    void the_first_model_is_asked_first_and_at_once() {
        Plan plan = plan(SMALL, LARGE);

        assertThat(plan.goesOn()).isTrue();
        assertThat(plan.model()).isEqualTo(SMALL);
        assertThat(plan.pause()).isZero();
        assertThat(plan.last()).isNull();
    }

    @Test
    void a_failure_worth_repeating_asks_the_same_model_again_after_a_growing_pause() {
        Plan plan = plan(SMALL, LARGE);

        fail(plan, FailureKind.RETRY);
        assertThat(plan.model()).isEqualTo(SMALL);
        assertThat(plan.pause()).isEqualTo(Duration.ofMillis(200));
        fail(plan, FailureKind.RETRY);
        assertThat(plan.model()).isEqualTo(SMALL);
        assertThat(plan.pause()).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void a_model_whose_retry_budget_is_used_up_is_not_asked_again() {
        Plan plan = new Plan(
                List.of(SMALL, LARGE), Fixture.feature(3, 1, OnRefusal.ANSWER), new Backoff(() -> 1), model -> false);

        fail(plan, FailureKind.RETRY);

        assertThat(plan.model()).isEqualTo(LARGE);
        assertThat(plan.pause()).isZero();
    }

    @Test
    void another_key_is_tried_at_once_and_is_no_retry() {
        Plan plan = plan(SMALL, LARGE);

        fail(plan, FailureKind.KEY);

        assertThat(plan.model()).isEqualTo(SMALL);
        assertThat(plan.pause()).isZero();
        assertThat(plan.fresh()).isTrue();
    }

    @Test
    void keys_that_are_refused_in_turn_become_a_failure_like_any_other() {
        Plan plan = plan(SMALL, LARGE);

        fail(plan, FailureKind.KEY);
        fail(plan, FailureKind.KEY);

        assertThat(plan.model()).isEqualTo(SMALL);
        assertThat(plan.pause()).isPositive();
    }

    @Test
    void an_answer_that_broke_off_is_not_begun_again() {
        Plan plan = plan(SMALL, LARGE);

        plan.brokeOff(failure(FailureKind.RETRY));

        assertThat(plan.goesOn()).isFalse();
        assertThat(plan.last()).isNotNull();
    }

    @Test
    void the_pause_is_never_shorter_than_the_provider_asked_for() {
        Plan plan = plan(SMALL);

        plan.failed(new AttemptFailure(FailureKind.RETRY, Billing.FREE, "429", Duration.ofSeconds(9), null), null);

        assertThat(plan.pause()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void when_its_attempts_are_used_up_the_next_model_is_asked_at_once() {
        Plan plan = plan(SMALL, LARGE);
        for (int i = 0; i < 3; i++) {
            fail(plan, FailureKind.RETRY);
        }

        assertThat(plan.model()).isEqualTo(LARGE);
        assertThat(plan.pause()).isZero();
        assertThat(plan.goesOn()).isTrue();
    }

    @Test
    void the_next_model_has_attempts_of_its_own_and_after_the_last_one_it_ends() {
        Plan plan = plan(SMALL, LARGE);
        for (int i = 0; i < 5; i++) {
            fail(plan, FailureKind.RETRY);
            assertThat(plan.goesOn()).isTrue();
        }

        fail(plan, FailureKind.RETRY);

        assertThat(plan.goesOn()).isFalse();
        assertThat(plan.last().kind()).isEqualTo(FailureKind.RETRY);
    }

    @Test
    void an_invalid_answer_is_repaired_once_and_then_the_next_model_is_asked() {
        Plan plan = plan(SMALL, LARGE);

        fail(plan, FailureKind.INVALID);
        assertThat(plan.model()).isEqualTo(SMALL);
        assertThat(plan.pause()).isZero();
        assertThat(plan.reask()).isEqualTo(REASK);
        fail(plan, FailureKind.INVALID);
        assertThat(plan.model()).isEqualTo(LARGE);
        assertThat(plan.reask()).isNull();
    }

    @Test
    void every_model_is_repaired_once() {
        Plan plan = plan(SMALL, LARGE);
        fail(plan, FailureKind.INVALID);
        fail(plan, FailureKind.INVALID);

        fail(plan, FailureKind.INVALID);

        assertThat(plan.model()).isEqualTo(LARGE);
        assertThat(plan.reask()).isEqualTo(REASK);
        fail(plan, FailureKind.INVALID);
        assertThat(plan.goesOn()).isFalse();
        assertThat(plan.endedInvalid()).isTrue();
    }

    @Test
    void without_repairs_an_invalid_answer_goes_to_the_next_model() {
        Plan plan = new Plan(
                List.of(SMALL, LARGE), Fixture.feature(3, 0, OnRefusal.ANSWER), new Backoff(() -> 1), model -> true);

        fail(plan, FailureKind.INVALID);

        assertThat(plan.model()).isEqualTo(LARGE);
        assertThat(plan.reask()).isNull();
    }

    @Test
    void a_repair_that_fails_on_the_line_is_repeated_with_the_words_of_the_validator() {
        Plan plan = plan(SMALL, LARGE);
        fail(plan, FailureKind.INVALID);

        fail(plan, FailureKind.RETRY);

        assertThat(plan.model()).isEqualTo(SMALL);
        assertThat(plan.reask()).isEqualTo(REASK);
        assertThat(plan.endedInvalid()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = {"NEXT_MODEL", "MISCONFIGURED", "OPEN"})
    void what_this_model_will_never_answer_goes_to_the_next_without_a_pause(FailureKind kind) {
        Plan plan = plan(SMALL, LARGE);

        fail(plan, kind);

        assertThat(plan.model()).isEqualTo(LARGE);
        assertThat(plan.pause()).isZero();
        fail(plan, kind);
        assertThat(plan.goesOn()).isFalse();
    }

    @Test
    void an_input_that_is_too_long_goes_to_the_next_larger_model_only() {
        Plan plan = plan(SMALL, ALIKE, LARGE);

        fail(plan, FailureKind.CONTEXT);

        assertThat(plan.model()).isEqualTo(LARGE);
    }

    @Test
    void an_input_that_is_too_long_for_all_ends_it() {
        Plan plan = plan(LARGE, SMALL, ALIKE);

        fail(plan, FailureKind.CONTEXT);

        assertThat(plan.goesOn()).isFalse();
        assertThat(plan.last().kind()).isEqualTo(FailureKind.CONTEXT);
    }

    @Test
    void a_refusal_is_the_answer() {
        Plan plan = plan(OnRefusal.ANSWER, SMALL, LARGE);

        fail(plan, FailureKind.REFUSAL);

        assertThat(plan.goesOn()).isFalse();
    }

    @Test
    void a_refusal_goes_to_the_next_model_if_the_feature_says_so() {
        Plan plan = plan(OnRefusal.NEXT_MODEL, SMALL, LARGE);

        fail(plan, FailureKind.REFUSAL);

        assertThat(plan.goesOn()).isTrue();
        assertThat(plan.model()).isEqualTo(LARGE);
        fail(plan, FailureKind.REFUSAL);
        assertThat(plan.goesOn()).isFalse();
    }

    @Test
    void when_the_caller_left_nothing_more_is_asked() {
        Plan plan = plan(SMALL, LARGE);

        fail(plan, FailureKind.CALLER_LEFT);

        assertThat(plan.goesOn()).isFalse();
    }

    @Test
    void when_an_answer_cannot_be_paid_for_nothing_more_is_asked() {
        Plan plan = plan(SMALL, LARGE);

        fail(plan, FailureKind.BUDGET);

        assertThat(plan.goesOn()).isFalse();
    }

    @Test
    void a_pause_is_over_once_something_else_happened() {
        Plan plan = plan(SMALL, LARGE);
        fail(plan, FailureKind.RETRY);

        fail(plan, FailureKind.INVALID);

        assertThat(plan.pause()).isZero();
    }
}
