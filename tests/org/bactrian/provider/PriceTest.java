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

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount);
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
    void input_the_provider_puts_into_its_cache_has_a_price_of_its_own() {
        Price dear = new Price(LocalDate.EPOCH, usd("3"), usd("15"), usd("0.3"), usd("3.75"));

        assertThat(dear.of(new Usage(1_000, 600, 300, 100, 0))).isEqualByComparingTo("0.003105");
        assertThat(PRICE.of(new Usage(1_000, 0, 1_000, 0, 0))).isEqualByComparingTo("0.00015");
    }

    @Test
    void the_worst_case_has_every_input_token_in_the_dearest_class() {
        assertThat(new Price(LocalDate.EPOCH, usd("1"), usd("4"), usd("2"), usd("3")).atMost(100, 10))
                .isEqualByComparingTo("0.00034");
        assertThat(new Price(LocalDate.EPOCH, usd("1"), usd("4"), usd("2"), usd("0")).atMost(100, 10))
                .isEqualByComparingTo("0.00024");
        assertThat(PRICE.atMost(1_000_000, 1_000_000)).isEqualByComparingTo("0.75");
    }

    @Test
    void an_amount_is_enough_for_so_much_output_and_not_for_a_token_more() {
        Price price = price("2026-01-01", "0.15", "0.70", "0.075");
        for (int cents = 1; cents < 50; cents++) {
            BigDecimal usd = BigDecimal.valueOf(cents, 6);
            int tokens = price.outputFor(usd, 5);
            assertThat(price.atMost(5, tokens)).isLessThanOrEqualTo(usd);
            assertThat(price.atMost(5, tokens + 1)).isGreaterThan(usd);
        }
    }

    @Test
    void what_is_not_enough_for_the_input_is_enough_for_no_output() {
        assertThat(PRICE.outputFor(usd("0.0000001"), 10)).isZero();
        assertThat(PRICE.outputFor(usd("-1"), 0)).isZero();
    }

    @Test
    void output_that_costs_nothing_has_no_end() {
        Price free = price("2026-01-01", "1", "0", "1");

        assertThat(free.outputFor(usd("0.00001"), 10)).isEqualTo(Integer.MAX_VALUE);
        assertThat(free.outputFor(usd("0.000009"), 10)).isZero();
        assertThat(price("2026-01-01", "0", "0.000001", "0").outputFor(usd("100000"), 1))
                .isEqualTo(Integer.MAX_VALUE);
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
