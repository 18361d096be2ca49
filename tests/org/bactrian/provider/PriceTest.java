package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.bactrian.resilience.GateLimits;
import org.junit.jupiter.api.Test;

/** Costs are exact to the last digit. */
final class PriceTest {
    private static final Price PRICE = price("2026-01-01", "0.15", "0.60", "0.075");

    private static Price price(String from, String input, String output, String cached) {
        return new Price(LocalDate.parse(from), new BigDecimal(input), new BigDecimal(output), new BigDecimal(cached));
    }

    private static Model model(Price... prices) {
        return new Model(
                "small",
                new Provider("openai", OpenAi.DIALECT, "https://api.example.com/v1", List.of(), Provider.Options.NONE),
                "small",
                List.of(prices),
                16_000,
                4_096,
                "chat",
                new GateLimits(null, null, null),
                new Model.BreakerRules(50, 10, 20, Duration.ofSeconds(20), Duration.ofSeconds(30)),
                0.1);
    }

    @Test
    void a_million_tokens_cost_what_the_price_says() {
        assertThat(PRICE.of(new Usage(1_000_000, 0, 0))).isEqualByComparingTo("0.15");
        assertThat(PRICE.of(new Usage(0, 0, 1_000_000))).isEqualByComparingTo("0.60");
    }

    @Test
    void a_single_token_is_not_rounded_away() {
        assertThat(PRICE.of(new Usage(1, 0, 0))).isEqualByComparingTo("0.00000015");
        assertThat(PRICE.of(new Usage(1, 1, 0))).isEqualByComparingTo("0.000000075");
    }

    @Test
    void input_the_provider_had_cached_costs_less() {
        assertThat(PRICE.of(new Usage(1_000, 600, 100))).isEqualByComparingTo("0.000165");
    }

    @Test
    void the_largest_counts_do_not_overflow() {
        int most = Integer.MAX_VALUE;

        assertThat(PRICE.of(new Usage(most, 0, most))).isEqualByComparingTo("1610.61273525");
    }

    @Test
    void nothing_costs_nothing() {
        assertThat(PRICE.of(Usage.NONE)).isZero();
    }

    @Test
    void the_price_of_a_day_is_the_last_one_that_has_begun() {
        Price later = price("2026-07-01", "2", "3", "1");
        Model model = model(PRICE, later);

        assertThat(model.priceOn(LocalDate.parse("2026-06-30"))).isEqualTo(PRICE);
        assertThat(model.priceOn(LocalDate.parse("2026-07-01"))).isEqualTo(later);
        assertThat(model.priceOn(LocalDate.parse("2030-01-01"))).isEqualTo(later);
    }

    @Test
    void before_the_first_price_the_first_one_counts() {
        assertThat(model(PRICE).priceOn(LocalDate.parse("2020-01-01"))).isEqualTo(PRICE);
    }
}
