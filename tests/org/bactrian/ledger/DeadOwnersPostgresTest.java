package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dead processes on PostgreSQL, where others are alive. */
final class DeadOwnersPostgresTest extends DeadOwnersContract {
    @Override
    String freshUrl() {
        return Postgres.freshUrl();
    }

    @Test
    void a_process_that_is_seen_is_alive() throws Exception {
        Ledger living = survivor();
        living.reserve(PURPOSE, List.of(USER), new BigDecimal("0.40"), LIFE);

        assertThat(survivor().expireDead()).isZero();
        assertThat(books.spent(USER)).isZero();
    }
}
