package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.bactrian.ledger.DayBook.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was booked on each UTC day for each model; a subclass brings the store. */
abstract class DayBookContract {
    private static final LocalDate DAY = LocalDate.parse("2026-11-24");

    private final Store store = Store.open(freshUrl(), "sa", "");

    /** The URL of an empty store, its user included. */
    abstract String freshUrl();

    @AfterEach
    void close() {
        store.close();
    }

    private void entry(String at, String model, String kind, String amount) {
        store.jdbi()
                .useHandle(handle -> handle.execute(
                        "insert into entry (booked_at, hold_id, inference_id, feature, model, scopes, kind, amount,"
                                + " input_tokens, cached_tokens, output_tokens) values"
                                + " (cast(? as timestamp with time zone), '', '', '', ?, '', ?, ?, 0, 0, 0)",
                        at,
                        model,
                        kind,
                        new BigDecimal(amount)));
    }

    private List<Row> rows(LocalDate first, LocalDate last) {
        return new DayBook(store).rows(first, last);
    }

    @Test
    void a_day_without_entries_has_no_rows() {
        assertThat(rows(DAY, DAY)).isEmpty();
    }

    @Test
    void a_day_is_from_midnight_to_midnight_in_utc() {
        entry("2026-11-23 23:59:59.999+00", "small", "settled", "1");
        entry("2026-11-24 00:00:00+00", "small", "settled", "10");
        entry("2026-11-25 00:59:59+01", "small", "settled", "100");
        entry("2026-11-25 00:00:00+00", "small", "settled", "1000");

        assertThat(rows(DAY, DAY))
                .extracting(row -> row.booked().intValueExact())
                .containsExactly(110);
        assertThat(rows(DAY.minusDays(1), DAY.plusDays(1)))
                .extracting(Row::day, row -> row.booked().intValueExact())
                .containsExactly(tuple(DAY.minusDays(1), 1), tuple(DAY, 110), tuple(DAY.plusDays(1), 1000));
    }

    @Test
    void what_is_uncertain_is_told_apart_from_what_is_known() {
        for (String kind : List.of("settled", "counted", "overrun")) {
            entry("2026-11-24 12:00:00+00", "small", kind, "1");
        }
        entry("2026-11-24 12:00:00+00", "small", "correction", "-0.5");
        entry("2026-11-24 12:00:00+00", "small", "uncertain", "7");

        Row row = rows(DAY, DAY).get(0);

        assertThat(row.booked()).isEqualByComparingTo("2.5");
        assertThat(row.uncertain()).isEqualByComparingTo("7");
    }

    @Test
    void models_are_told_apart_and_what_belongs_to_none_too() {
        entry("2026-11-24 12:00:00+00", "small", "settled", "1");
        entry("2026-11-24 12:00:00+00", "large", "settled", "2");
        entry("2026-11-24 12:00:00+00", "", "uncertain", "3");

        assertThat(rows(DAY, DAY)).extracting(Row::model).containsExactly("", "large", "small");
    }

    @Test
    void what_came_in_the_first_ten_minutes_is_known() {
        entry("2026-11-24 00:09:59+00", "small", "settled", "1");
        entry("2026-11-24 00:09:59+00", "small", "uncertain", "2");
        entry("2026-11-24 00:10:00+00", "small", "settled", "4");

        assertThat(rows(DAY, DAY).get(0).early()).isEqualByComparingTo("3");
    }
}
