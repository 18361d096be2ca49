package org.bactrian.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** What was booked on each UTC day for each model. Thread-safe. */
public final class DayBook {
    /** What is booked so soon after midnight may be on the provider's bill of the day before. */
    static final Duration SOON = Duration.ofMinutes(10);

    private static final String OF_DAY =
            """
            select model,
                sum(case when kind = 'uncertain' then 0 else amount end) as booked,
                sum(case when kind = 'uncertain' then amount else 0 end) as uncertain,
                sum(case when booked_at < :soon then amount else 0 end) as early
            from entry
            where booked_at >= :from and booked_at < :to
            group by model
            order by model
            """;

    private final Store store;

    public DayBook(Store store) {
        this.store = store;
    }

    /**
     * One model on one day.
     *
     * @param model our name for it; empty for what no exchange with a model was, such as what dead processes held
     * @param booked USD that is known to be spent, and corrections
     * @param uncertain USD that may have been spent
     * @param early what of both was booked in the first ten minutes of the day, USD
     */
    public record Row(LocalDate day, String model, BigDecimal booked, BigDecimal uncertain, BigDecimal early) {}

    /** From the first day to the last, both included. */
    public List<Row> rows(LocalDate first, LocalDate last) {
        return store.jdbi().withHandle(handle -> first.datesUntil(last.plusDays(1))
                .flatMap(day -> ofDay(handle, day))
                .toList());
    }

    private static Stream<Row> ofDay(Handle handle, LocalDate day) {
        OffsetDateTime midnight = day.atStartOfDay().atOffset(ZoneOffset.UTC);
        return handle
                .createQuery(OF_DAY)
                .bind("from", midnight)
                .bind("soon", midnight.plus(SOON))
                .bind("to", midnight.plusDays(1))
                .map((row, context) -> row(day, row))
                .list()
                .stream();
    }

    private static Row row(LocalDate day, ResultSet row) throws SQLException {
        return new Row(
                day,
                row.getString("model"),
                row.getBigDecimal("booked"),
                row.getBigDecimal("uncertain"),
                row.getBigDecimal("early"));
    }
}
