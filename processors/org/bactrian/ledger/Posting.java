package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.provider.Price;
import org.bactrian.provider.Usage;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes entries and moves the same money in the windows they name, inside its caller's transaction. */
final class Posting {
    private final Handle handle;
    private final String owner;
    private final OffsetDateTime now;

    Posting(Handle handle, String owner, OffsetDateTime now) {
        this.handle = handle;
        this.owner = owner;
        this.now = now;
    }

    /** What bookings come to in one window, USD. */
    private record Sum(BigDecimal covered, BigDecimal over) {
        static Sum of(Booking booking) {
            return new Sum(booking.covered(), booking.over());
        }

        Sum plus(Sum other) {
            return new Sum(covered.add(other.covered), over.add(other.over));
        }
    }

    void post(List<Booking> bookings) {
        if (!bookings.isEmpty()) {
            append(bookings);
            sums(bookings).forEach(this::move);
            ForwardClock.save(handle, now);
        }
    }

    private static Map<Window, Sum> sums(List<Booking> bookings) {
        Map<Window, Sum> sums = new TreeMap<>();
        for (Booking booking : bookings) {
            booking.hold().scopes().forEach(scope -> sums.merge(Window.of(scope), Sum.of(booking), Sum::plus));
        }
        return sums;
    }

    private void move(Window window, Sum sum) {
        Windows.spend(handle, window, sum.covered(), sum.over());
        Windows.slice(handle, owner, window, sum.covered().negate());
        Alarm alarm = new Alarm(handle, now);
        alarm.spent(window);
        if (sum.over().signum() > 0) {
            alarm.overrun(window);
        }
    }

    private void append(List<Booking> bookings) {
        PreparedBatch batch = handle.prepareBatch("insert into entry (booked_at, hold_id, inference_id, feature, model,"
                + " scopes, kind, amount, input_tokens, cached_tokens, output_tokens, input_price, cached_price,"
                + " output_price, written_tokens, written_price) values (:at, :hold, :inference, :feature, :model, :scopes, :kind, :amount, :input,"
                + " :cached, :output, :inputPrice, :cachedPrice, :outputPrice,"
                + " :written, :writtenPrice)");
        bookings.forEach(booking -> bind(batch, booking));
        batch.execute();
    }

    private static void bind(PreparedBatch batch, Booking booking) {
        Hold hold = booking.hold();
        Purpose purpose = hold.purpose();
        Usage usage = booking.usage();
        Price price = purpose.price();
        batch.bind("at", booking.at().atOffset(ZoneOffset.UTC))
                .bind("hold", hold.id())
                .bind("inference", purpose.inferenceId())
                .bind("feature", purpose.feature())
                .bind("model", purpose.model())
                .bind("scopes", hold.scopesText())
                .bind("kind", kind(booking.kind()))
                .bind("amount", booking.booked())
                .bind("input", usage.input())
                .bind("cached", usage.cachedInput())
                .bind("output", usage.output())
                .bind("inputPrice", price.input())
                .bind("cachedPrice", price.cachedInput())
                .bind("outputPrice", price.output())
                .bind("written", usage.cacheWrite())
                .bind("writtenPrice", price.cacheWrite())
                .add();
    }

    /** Writes a change of one window that is no exchange with a model, such as what a dead process had. */
    void lump(String id, Window window, Ledger.Kind kind, BigDecimal amount, String note) {
        handle.createUpdate("insert into entry (booked_at, hold_id, inference_id, feature, model, scopes, kind, amount,"
                        + " input_tokens, cached_tokens, output_tokens, note) values (:at, :hold, '', '', '', :scopes,"
                        + " :kind, :amount, 0, 0, 0, :note)")
                .bind("at", now)
                .bind("hold", id)
                .bind("scopes", window.scope() + "\t" + window.period() + "\n")
                .bind("kind", kind(kind))
                .bind("amount", amount)
                .bind("note", note)
                .execute();
        ForwardClock.save(handle, now);
    }

    private static String kind(Ledger.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
