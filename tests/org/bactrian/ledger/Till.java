package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bactrian.ledger.Ledger.Kind;
import org.bactrian.provider.Usage;

/** One process that spends, and a plain model of what it does: the calls it has, and what they have cost. */
final class Till {
    static final String DAILY = "user";
    private static final Purpose PURPOSE = new Purpose("inference", "triage", "sim-small", Money.PRICE);
    private static final BigDecimal CAP = BigDecimal.ONE;
    private static final BigDecimal ALERT_AT = new BigDecimal("0.8");
    private static final Duration GRACE = Duration.ofMinutes(1);

    /** Whoever is asked whether another process lives says no: that is the case to be tested. */
    private static final Duration LEASE = Duration.ofSeconds(-1);

    private final Owners owners = new Owners(false, LEASE);
    private final Escrow escrow;
    private final Ledger ledger;
    private final Judge judge;
    private final Map<String, BigDecimal> caps = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final Map<Window, BigDecimal> booked = new TreeMap<>();
    private Map<Window, Inside> last = Map.of();

    Till(Bank bank) {
        this.escrow = new Escrow(bank::nanos);
        this.ledger = new Ledger(bank.store(), bank.clock(), owners, escrow);
        this.judge = new Judge(bank, this);
        assertThat(ledger.now())
                .as("a clock over a restart")
                .isAfterOrEqualTo(bank.sheet().latest());
    }

    /** A call: lost once it is booked as such, though it may end after all. */
    private static final class Call {
        private Hold hold;
        private final Instant expires;
        private boolean lost;

        private Call(Hold hold, Instant expires) {
            this.hold = hold;
            this.expires = expires;
        }
    }

    /** A slice in memory, USD. */
    record Inside(BigDecimal free, BigDecimal held, BigDecimal unbooked) {
        static final Inside NOTHING = new Inside(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        BigDecimal sum() {
            return free.add(held).add(unbooked);
        }
    }

    Ledger ledger() {
        return ledger;
    }

    String owner() {
        return owners.own();
    }

    void cap(String scope, BigDecimal usd) {
        caps.put(scope, usd);
    }

    void reserve(Set<String> names, BigDecimal usd, Duration left) {
        List<Scope> scopes = names.stream().map(this::scope).sorted().toList();
        Instant expires = ledger.now().plus(left).plus(GRACE);
        Hold hold = judge.granted(scopes, up(usd), () -> ledger.reserve(PURPOSE, scopes, usd, left));
        if (hold != null) {
            assertThat(hold.amount()).isEqualByComparingTo(up(usd));
            calls.add(new Call(hold, expires));
        }
    }

    private Scope scope(String kind) {
        String period = kind.equals(DAILY) ? ledger.now().toString().substring(0, 10) : "total";
        return new Scope(kind, kind, null, period, caps.getOrDefault(kind, CAP), Instant.MAX, ALERT_AT);
    }

    private static BigDecimal up(BigDecimal usd) {
        return usd.setScale(Ledger.DECIMALS, RoundingMode.UP);
    }

    void extend(int number, BigDecimal usd) {
        if (calls.isEmpty()) {
            return;
        }
        Call call = calls.get(number % calls.size());
        if (call.lost) {
            assertThatThrownBy(() -> ledger.extend(call.hold, usd))
                    .isInstanceOfAny(IllegalStateException.class, BudgetExceededException.class);
            return;
        }
        Hold larger = judge.granted(call.hold.scopes(), up(usd), () -> ledger.extend(call.hold, usd));
        if (larger != null) {
            assertThat(larger.amount()).isEqualByComparingTo(call.hold.amount().add(up(usd)));
            call.hold = larger;
        }
    }

    void settle(int number, BigDecimal share) {
        if (calls.isEmpty()) {
            return;
        }
        Call call = calls.remove(number % calls.size());
        BigDecimal cost = up(call.hold.amount().multiply(share));
        book(call.hold, call.lost ? cost.subtract(call.hold.amount()) : cost);
        ledger.settle(call.hold, cost, Usage.NONE, Kind.SETTLED);
    }

    private void book(Hold hold, BigDecimal usd) {
        hold.scopes().forEach(scope -> booked.merge(Window.of(scope), usd, BigDecimal::add));
    }

    void bury() {
        Instant now = ledger.now();
        for (Call call : calls) {
            if (!call.lost && call.expires.isBefore(now)) {
                call.lost = true;
                book(call.hold, call.hold.amount());
            }
        }
        ledger.expireDead();
    }

    /** A clean end keeps nothing but what calls in flight hold. */
    void close() {
        ledger.close();
        assertThat(look().values()).allSatisfy(inside -> {
            assertThat(inside.free()).isZero();
            assertThat(inside.unbooked()).isZero();
        });
    }

    /** What it has in memory now. */
    Map<Window, Inside> look() {
        Map<Window, Inside> now = new TreeMap<>();
        escrow.show((window, slice) -> now.put(window, new Inside(slice.free(), slice.held(), slice.unbooked())));
        last = now;
        return now;
    }

    /** The process is gone: what it had stays as it was. */
    void isGone() {
        look();
    }

    /** What it had at the last look. */
    Inside inside(Window window) {
        return last.getOrDefault(window, Inside.NOTHING);
    }

    /** What its calls have cost so far, USD; a lost one all that was held for it. */
    BigDecimal booked(Window window) {
        return booked.getOrDefault(window, BigDecimal.ZERO);
    }

    /** What its calls in flight hold, USD. */
    BigDecimal held(Window window) {
        return calls.stream()
                .filter(call -> !call.lost
                        && call.hold.scopes().stream().map(Window::of).anyMatch(window::equals))
                .map(call -> call.hold.amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
