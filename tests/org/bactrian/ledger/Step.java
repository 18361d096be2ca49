package org.bactrian.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;

/** One thing that happens in a {@link Bank}. Numbers choose among what is there, so that every history makes sense. */
sealed interface Step {
    void in(Bank bank);

    /** A call begins; {@code minutes} is what it has left of its time. */
    record Reserve(int till, Set<String> scopes, BigDecimal usd, int minutes) implements Step {
        @Override
        public void in(Bank bank) {
            bank.till(till).reserve(scopes, usd, Duration.ofMinutes(minutes));
        }
    }

    /** A stream goes on for longer than was held for it. */
    record Extend(int till, int call, BigDecimal usd) implements Step {
        @Override
        public void in(Bank bank) {
            bank.till(till).extend(call, usd);
        }
    }

    /** A call ends, perhaps long after it was taken for lost; {@code share} of what was held is what it cost. */
    record Settle(int till, int call, BigDecimal share) implements Step {
        @Override
        public void in(Bank bank) {
            bank.till(till).settle(call, share);
        }
    }

    /** What is settled is written. */
    record Flush(int till) implements Step {
        @Override
        public void in(Bank bank) {
            bank.till(till).ledger().flush();
        }
    }

    /** What was not used for a while goes back. */
    record Tidy(int till) implements Step {
        @Override
        public void in(Bank bank) {
            bank.till(till).ledger().tidy();
        }
    }

    /** Calls that never ended are booked, and whatever other processes have, dead or only slow. */
    record Bury(int till) implements Step {
        @Override
        public void in(Bank bank) {
            bank.till(till).bury();
        }
    }

    /** Another process begins. */
    record Join() implements Step {
        @Override
        public void in(Bank bank) {
            bank.join();
        }
    }

    /** A process is gone at once. */
    record Kill(int till) implements Step {
        @Override
        public void in(Bank bank) {
            bank.kill(till);
        }
    }

    /** A process ends as it should, though calls may be in flight. */
    record Close(int till) implements Step {
        @Override
        public void in(Bank bank) {
            bank.close(till);
        }
    }

    /** All processes are gone at once, and the store is opened anew. */
    record Restart() implements Step {
        @Override
        public void in(Bank bank) {
            bank.restart();
        }
    }

    /** A process is told another cap. */
    record Cap(int till, String scope, BigDecimal usd) implements Step {
        @Override
        public void in(Bank bank) {
            bank.till(till).cap(scope, usd);
        }
    }

    /** The machine's clock is set, perhaps back. */
    record Clock(int minutes) implements Step {
        @Override
        public void in(Bank bank) {
            bank.moveClock(Duration.ofMinutes(minutes));
        }
    }

    /** Time goes by, as far as slices can tell. */
    record Pass(int millis) implements Step {
        @Override
        public void in(Bank bank) {
            bank.pass(Duration.ofMillis(millis));
        }
    }
}
