package org.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices and caps that cannot be right stop the start. */
final class MoneyFaultsTest {
    private HomeFolder home;

    @BeforeEach
    void write(@TempDir Path folder) {
        home = new HomeFolder(folder);
    }

    private void price(String line) {
        home.write("models.yaml", HomeFolder.MODELS.replace("input: 0.10\n", line + "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "input: -0.10",
                "input: cheap",
                "input: .nan",
                "input: []",
                "input: 0.10\n    cachedInput: -1",
                "input: 0.10\n    cacheWrite: -1",
                "input: [{from: 2026-01-01, input: -1, output: 2}]",
                "input: [{from: 2026-01-01, input: 1, output: -2}]",
                "input: [{from: 2026-01-01, input: 1}]",
                "input: [{input: 1, output: 2}]",
                "input: [{from: 2026-02-30, input: 1, output: 2}]",
                "input: [{from: yesterday, input: 1, output: 2}]"
            })
    void a_price_that_is_none_is_told_with_its_place(String line) {
        price(line);

        assertThat(home.faults()).isNotEmpty().allSatisfy(fault -> assertThat(fault.toString())
                .startsWith("models.yaml:")
                .containsAnyOf("models.sim-small.input", "models.sim-small.cache"));
    }

    @Test
    void a_negative_price_of_output_is_told() {
        home.write("models.yaml", HomeFolder.MODELS.replace("output: 0.40", "output: -0.40"));

        assertThat(home.fault().toString()).startsWith("models.yaml:8: models.sim-small.output");
    }

    @Test
    void a_model_without_a_price_of_input_is_told() {
        price("");

        assertThat(home.fault().toString()).contains("models.sim-small.input: is missing");
    }

    @Test
    void two_prices_from_the_same_day_are_told() {
        price("input: [{from: 2026-01-01, input: 1, output: 2}, {from: 2026-01-01, input: 1, output: 3}]");

        assertThat(home.fault().toString())
                .isEqualTo("models.yaml:7: models.sim-small.input.1.from: is the first day of two prices, 2026-01-01."
                        + " Leave one of them out");
    }

    @Test
    void a_model_that_has_no_price_yet_is_told() {
        LocalDate later = LocalDate.now(ZoneOffset.UTC).plusYears(1);
        price("input: [{from: " + later + ", input: 1, output: 2}]");

        assertThat(home.fault().toString())
                .startsWith("models.yaml:7: models.sim-small.input: has no price for today")
                .contains("from: 2026-01-01");
    }

    @Test
    void a_price_to_come_beside_the_one_of_today_is_no_fault() {
        LocalDate later = LocalDate.now(ZoneOffset.UTC).plusYears(1);
        price("input: [{from: " + later + ", input: 3, output: 4, cacheWrite: 5},"
                + " {from: 2020-01-01, input: 1, output: 2, cachedInput: 0.5}]");

        var prices = home.load().models().get("sim-small").prices();

        assertThat(prices).extracting(price -> price.input().intValue()).containsExactly(1, 3);
        assertThat(prices).extracting(price -> price.cachedInput().toString()).containsExactly("0.5", "3");
        assertThat(prices)
                .extracting(price -> price.cacheWrite().intValue())
                .as("as input where nothing is said")
                .containsExactly(1, 5);
    }

    @Test
    void one_price_may_have_all_classes() {
        price("input: 3\n    cachedInput: 0.3\n    cacheWrite: 3.75");

        var price = home.load().models().get("sim-small").prices().get(0);

        assertThat(price.cachedInput()).isEqualByComparingTo("0.3");
        assertThat(price.cacheWrite()).isEqualByComparingTo("3.75");
    }

    @Test
    void one_tag_with_two_caps_is_told_with_both_files() {
        home.write("features/triage.yaml", HomeFolder.FEATURE + "budget: {tags: {marketing: 100}}\n");
        home.write("features/other.yaml", HomeFolder.FEATURE + "budget:\n  tags:\n    marketing: 50\n");

        assertThat(home.fault().toString())
                .isEqualTo("features/triage.yaml:4: budget.tags.marketing: caps the tag at 100 USD,"
                        + " but features/other.yaml at 50. Write the same cap in both files");
    }

    @Test
    void one_tag_with_one_cap_in_many_files_is_one_pot() {
        home.write("features/triage.yaml", HomeFolder.FEATURE + "budget: {tags: {marketing: 100, other: 1}}\n");
        home.write("features/other.yaml", HomeFolder.FEATURE + "budget: {tags: {marketing: 100.00}}\n");

        assertThat(home.faults()).isEmpty();
    }

    @Test
    void a_negative_cap_is_told() {
        home.write("features/triage.yaml", HomeFolder.FEATURE + "budget: {tags: {marketing: -1}}\n");

        assertThat(home.fault().toString()).contains("features/triage.yaml:4: budget.tags.marketing");
    }
}
