package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says whether a process was given what it should be: going by what the store said before it asked. */
final class Judge {
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final Bank bank;
    private final Till till;

    Judge(Bank bank, Till till) {
        this.bank = bank;
        this.till = till;
    }

    /** Asks for money. */
    interface Asking {
        Hold ask() throws BudgetExceededException;
    }

    /** Nobody is refused what fits, and nobody given what does not; null if refused. */
    @Nullable
    Hold granted(List<Scope> scopes, BigDecimal usd, Asking asking) {
        try {
            Hold hold = asking.ask();
            assertThat(scopes).allSatisfy(scope -> assertFits(scope, usd));
            return hold;
        } catch (BudgetExceededException e) {
            if (scopes.stream().noneMatch(scope -> isTooMuch(scope, usd))) {
                return afterAMoment(e, asking);
            }
            assertThat(scopes).contains(e.scope());
            if (bank.isSingle()) {
                assertToldRightly(e);
            }
            return null;
        }
    }

    private void assertFits(Scope scope, BigDecimal usd) {
        if (bank.isSingle() || usd.compareTo(till.inside(Window.of(scope)).free()) > 0) {
            assertThat(isTooMuch(scope, usd)).as("given %s of %s", usd, scope).isFalse();
        }
    }

    private boolean isTooMuch(Scope scope, BigDecimal usd) {
        return isClosed(scope) || usd.compareTo(available(scope)) > 0;
    }

    private boolean isClosed(Scope scope) {
        return bank.sheet().budget(Window.of(scope)).isClosedAt(scope.cap());
    }

    private BigDecimal available(Scope scope) {
        Sheet.Budget budget = bank.sheet().budget(Window.of(scope));
        return scope.cap()
                .subtract(budget.spent())
                .subtract(budget.held())
                .add(till.inside(Window.of(scope)).free());
    }

    /** What others gave back is not seen at once. */
    private Hold afterAMoment(BudgetExceededException refused, Asking asking) {
        assertThat(bank.isSingle())
                .as("a false block: %s, available %s", refused.scope(), refused.available())
                .isFalse();
        bank.pass(A_MOMENT);
        try {
            return asking.ask();
        } catch (BudgetExceededException e) {
            throw new AssertionError("a false block", e);
        }
    }

    private void assertToldRightly(BudgetExceededException refused) {
        Scope scope = refused.scope();
        assertThat(refused.closed()).isEqualTo(isClosed(scope));
        assertThat(refused.available())
                .isEqualByComparingTo(
                        refused.closed() ? BigDecimal.ZERO : available(scope).max(BigDecimal.ZERO));
    }
}
