package org.bactrian.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.bactrian.config.Configuration;
import org.bactrian.feature.Feature;
import org.bactrian.ledger.Ledger;
import org.bactrian.ledger.Store;
import org.bactrian.prompt.Prompt;
import org.bactrian.provider.Price;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.Backoff;
import org.bactrian.resilience.FailureKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is held for an attempt covers it, and what a budget affords is held in full. */
final class WorstCaseTest {
    private static final Price PRICE =
            new Price(LocalDate.EPOCH, BigDecimal.valueOf(3), BigDecimal.valueOf(15), new BigDecimal("0.3"));

    private final Store store = Store.open(Store.memoryUrl("worst-case"), "sa", "");
    private final Ledger ledger = new Ledger(store, Clock.systemUTC());

    @AfterEach
    void close() {
        store.close();
    }

    private static WorstCase worst(int asked, boolean streamed) {
        return new WorstCase(Fixture.model("large", 100_000), PRICE, 100, 126, asked, streamed);
    }

    @Test
    void it_is_taken_from_the_call_and_its_model() {
        Call call = call();

        WorstCase worst = WorstCase.of(call, PRICE, ledger.calibration());

        assertThat(worst.counted()).isEqualTo(200);
        assertThat(worst.input()).isBetween(236, 237);
        assertThat(worst.asked()).as("no more than the model can give").isEqualTo(1_000);
        assertThat(worst.streamed()).isFalse();
    }

    @Test
    void an_answer_that_is_quoted_back_is_input() {
        Call call = call();
        AttemptFailure invalid = new AttemptFailure(FailureKind.INVALID, AttemptFailure.Billing.KNOWN, "no");
        call.plan().failed(invalid, new Plan.Reask("word ".repeat(1_000), "is missing"));

        assertThat(WorstCase.of(call, PRICE, ledger.calibration()).counted()).isBetween(1_220, 1_260);
    }

    private static Call call() {
        Feature feature = Fixture.feature(3, 1, Feature.OnRefusal.ANSWER);
        Configuration configuration = Fixture.configuration(feature, "triage.v1");
        Call call = Fixture.call(configuration, Fixture.identity("acme", "ada"), null);
        Prompt prompt = configuration.prompts().get("triage.v1");
        call.render(
                new Rendered(prompt, List.of(), 200, 5_000, null, null, null, ""),
                new Plan(List.of(Fixture.model("small", 16_000)), feature, new Backoff(() -> 0), model -> true));
        return call;
    }

    @Test
    void a_whole_answer_is_held_to_its_last_token() {
        assertThat(worst(500, false).usd(500)).isEqualByComparingTo("0.007878");
        assertThat(worst(500, false).slack(500)).isZero();
    }

    @Test
    void a_stream_has_some_tokens_on_top_and_asks_for_more_in_the_middle_of_them() {
        WorstCase stream = worst(500, true);

        assertThat(stream.output(500)).isEqualTo(547);
        assertThat(stream.output(500) - stream.slack(500)).isBetween(501, 546);
        assertThat(stream.output(1) - stream.slack(1)).isBetween(2, 16);
    }

    @Test
    void what_is_afforded_fits_and_one_token_more_does_not() {
        for (boolean streamed : new boolean[] {false, true}) {
            WorstCase worst = worst(100_000, streamed);
            for (int tokens = 20; tokens < 3_000; tokens += 7) {
                BigDecimal usd = worst.usd(tokens).add(new BigDecimal("0.000014"));
                assertThat(worst.affordable(usd)).isBetween(tokens - 1, tokens);
                assertThat(worst.usd(worst.affordable(usd))).isLessThanOrEqualTo(usd);
            }
        }
    }

    @Test
    void no_more_is_afforded_than_was_asked_for_and_never_less_than_nothing() {
        assertThat(worst(500, true).affordable(BigDecimal.TEN)).isEqualTo(500);
        assertThat(worst(500, true).affordable(BigDecimal.ZERO)).isZero();
        assertThat(worst(500, false).affordable(BigDecimal.ONE.negate())).isZero();
    }

    @Test
    void of_use_is_a_quarter_of_what_was_asked_for_and_sixteen_tokens() {
        assertThat(worst(500, false).fewest()).isEqualTo(125);
        assertThat(worst(501, false).fewest()).isEqualTo(126);
        assertThat(worst(40, false).fewest()).isEqualTo(16);
        assertThat(worst(10, false).fewest()).isEqualTo(10);
        assertThat(worst(1, false).fewest()).isEqualTo(1);
    }
}
