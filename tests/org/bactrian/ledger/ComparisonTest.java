package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.ledger.Comparison.Row;
import org.bactrian.ledger.ProviderExport.Billed;
import org.bactrian.ledger.ProviderExport.Item;
import org.bactrian.ledger.ProviderExport.Tokens;
import org.bactrian.provider.Dialect;
import org.bactrian.provider.Model;
import org.bactrian.provider.Price;
import org.bactrian.provider.Provider;
import org.bactrian.resilience.GateLimits;
import org.junit.jupiter.api.Test;

/** Our books must cover what a provider billed, for each day and model. */
final class ComparisonTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-24");
    private static final LocalDate NEXT = DAY.plusDays(1);

    private final List<DayBook.Row> book = new ArrayList<>();
    private final Map<Item, Billed> bill = new TreeMap<>();
    private final List<Model> models = List.of(
            model("small", "openai", "gpt-4o-mini"),
            model("haiku", "anthropic", "claude-haiku-4-5-20251001"),
            model("twin", "openai", "gpt-4o-mini"));

    private static Model model(String name, String provider, String remoteName) {
        Price old = new Price(LocalDate.parse("2026-01-01"), usd("1"), usd("4"), usd("0.5"), usd("1.25"));
        Price fresh = new Price(NEXT, usd("2"), usd("8"), usd("1"), usd("2.5"));
        return new Model(
                name,
                new Provider(
                        provider, Dialect.named("openai"), "https://example.com", List.of(), Provider.Options.NONE),
                remoteName,
                List.of(old, fresh),
                16_000,
                4_096,
                "chat",
                GateLimits.NONE,
                new Model.BreakerRules(50, 10, 20, Duration.ofSeconds(20), Duration.ofSeconds(30)),
                0.1);
    }

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount);
    }

    private void booked(LocalDate day, String model, String known, String uncertain, String early) {
        book.add(new DayBook.Row(day, model, usd(known), usd(uncertain), usd(early)));
    }

    private void booked(LocalDate day, String model, String known) {
        booked(day, model, known, "0", "0");
    }

    private void billed(LocalDate day, String model, String amount) {
        bill.put(new Item(day, model), Billed.of(usd(amount)));
    }

    private Comparison compared() {
        return compared("0");
    }

    private Comparison compared(String rounding) {
        return Comparison.of(book, new ProviderExport(new TreeMap<>(bill), usd(rounding)), models);
    }

    @Test
    void equal_books_cover_each_other() {
        booked(DAY, "small", "1.5");
        billed(DAY, "gpt-4o-mini", "1.50");

        Row row = compared().rows().get(0);

        assertThat(compared().covered()).isTrue();
        assertThat(row.model()).isEqualTo("gpt-4o-mini");
        assertThat(row.difference()).isEqualByComparingTo("0");
        assertThat(row.missing()).isEqualByComparingTo("0");
    }

    @Test
    void what_may_have_been_spent_covers_too() {
        booked(DAY, "small", "1", "0.5", "0");
        billed(DAY, "gpt-4o-mini", "1.4");

        assertThat(compared().covered()).isTrue();
        assertThat(compared().rows().get(0).difference()).isEqualByComparingTo("0.1");
    }

    @Test
    void more_billed_than_booked_is_missing() {
        booked(DAY, "small", "1");
        billed(DAY, "gpt-4o-mini", "1.000001");

        assertThat(compared().covered()).isFalse();
        assertThat(compared().missing()).isEqualByComparingTo("0.000001");
    }

    @Test
    void one_day_does_not_cover_another() {
        booked(DAY, "small", "5");
        booked(NEXT, "small", "1");
        billed(DAY, "gpt-4o-mini", "1");
        billed(NEXT, "gpt-4o-mini", "2");

        assertThat(compared().covered()).isFalse();
        assertThat(compared().rows())
                .extracting(Row::day, row -> row.missing().intValueExact())
                .containsExactly(tuple(DAY, 0), tuple(NEXT, 1));
    }

    @Test
    void one_model_does_not_cover_another() {
        booked(DAY, "small", "5");
        billed(DAY, "gpt-4o-mini", "1");
        billed(DAY, "gpt-4o", "1");

        assertThat(compared().covered()).isFalse();
    }

    @Test
    void what_was_booked_just_after_midnight_covers_the_day_before_but_not_its_own_once_more() {
        booked(DAY, "small", "1");
        booked(NEXT, "small", "2", "0", "0.5");
        billed(DAY, "gpt-4o-mini", "1.5");
        billed(NEXT, "gpt-4o-mini", "1.5");
        assertThat(compared().covered()).isTrue();

        billed(NEXT, "gpt-4o-mini", "1.6");
        assertThat(compared().missing()).isEqualByComparingTo("0.1");

        billed(NEXT, "gpt-4o-mini", "1.5");
        billed(DAY, "gpt-4o-mini", "1.6");
        assertThat(compared().missing()).isEqualByComparingTo("0.1");
    }

    @Test
    void the_morning_after_the_last_day_of_the_export_is_not_compared_itself() {
        booked(DAY, "small", "1");
        booked(NEXT, "small", "7", "0", "0.5");
        billed(DAY, "gpt-4o-mini", "1.5");

        assertThat(compared().covered()).isTrue();
        assertThat(compared().rows()).extracting(Row::day).containsExactly(DAY);
    }

    @Test
    void two_models_of_ours_that_are_one_of_theirs_are_one() {
        booked(DAY, "small", "1");
        booked(DAY, "twin", "2");
        billed(DAY, "gpt-4o-mini", "3");

        assertThat(compared().covered()).isTrue();
        assertThat(compared().rows()).hasSize(1);
    }

    @Test
    void a_snapshot_and_another_spelling_are_the_same_model() {
        booked(DAY, "small", "1");
        booked(DAY, "haiku", "1");
        billed(DAY, "gpt-4o-mini-2024-07-18", "1");
        billed(DAY, "Claude Haiku 4.5", "1");

        assertThat(compared().covered()).isTrue();
        assertThat(compared().rows())
                .extracting(Row::model)
                .containsExactly("claude-haiku-4-5-20251001", "gpt-4o-mini");
    }

    @Test
    void models_of_other_providers_are_no_business_of_this_bill() {
        booked(DAY, "small", "1");
        booked(DAY, "haiku", "9");
        billed(DAY, "gpt-4o-mini", "1");

        assertThat(compared().rows()).extracting(Row::model).containsExactly("gpt-4o-mini");
        assertThat(compared().leftOut()).containsExactly("haiku");
    }

    @Test
    void a_day_on_which_the_provider_billed_nothing_is_told() {
        booked(DAY, "small", "1");
        booked(NEXT, "small", "1");
        billed(DAY, "gpt-4o-mini", "1");
        billed(DAY.plusDays(2), "gpt-4o-mini", "0");

        assertThat(compared().covered()).isTrue();
        assertThat(compared().rows().get(1).difference()).isEqualByComparingTo("1");
    }

    @Test
    void tokens_without_an_amount_have_the_price_of_their_day() {
        bill.put(
                new Item(DAY, "gpt-4o-mini"),
                Billed.of(new Tokens(3_100_000_000L, 1_000_000_000, 100_000_000, 1_000_000)));
        bill.put(new Item(NEXT, "gpt-4o-mini"), Billed.of(new Tokens(1_000_000, 0, 0, 0)));

        assertThat(compared().rows().get(0).theirs()).isEqualByComparingTo("2629");
        assertThat(compared().rows().get(1).theirs()).isEqualByComparingTo("2");
    }

    @Test
    void tokens_of_a_model_without_a_price_cannot_be_covered() {
        booked(DAY, "small", "100");
        billed(DAY, "gpt-4o-mini", "1");
        bill.put(new Item(DAY, "o3"), Billed.of(new Tokens(10, 0, 0, 10)));

        assertThat(compared().covered()).isFalse();
        assertThat(compared().unpriced()).containsExactly("o3");
        assertThat(compared().rows().get(1).difference()).isNull();
    }

    @Test
    void amounts_that_were_rounded_may_be_off_by_half_a_unit_a_line() {
        booked(DAY, "small", "0.061");
        bill.put(new Item(DAY, "gpt-4o-mini"), new Billed(usd("0.07"), 2, Tokens.NONE));

        assertThat(compared("0.005").covered()).isTrue();
        assertThat(compared("0.004").missing()).isEqualByComparingTo("0.001");
    }

    @Test
    void a_bill_that_names_no_models_is_held_against_all_of_them() {
        booked(DAY, "small", "1");
        booked(DAY, "haiku", "2");
        billed(DAY, "", "3");

        assertThat(compared().covered()).isTrue();
        assertThat(compared().rows()).hasSize(1);
    }

    @Test
    void what_dead_processes_held_may_be_what_is_missing() {
        booked(DAY, "small", "1");
        booked(DAY, "", "-0.1", "0.6", "0");
        billed(DAY, "gpt-4o-mini", "1.5");
        assertThat(compared().covered()).isTrue();
        assertThat(compared().apart()).isEqualByComparingTo("0.5");

        billed(DAY, "gpt-4o-mini", "1.51");
        assertThat(compared().covered()).isFalse();
    }
}
