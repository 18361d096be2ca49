package org.bactrian.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tenants take turns in a line that has an end. */
final class LineTest {
    private final Line line = new Line();

    private Turn add(String tenant) {
        Turn turn = new Turn(tenant, 10, 0);
        line.add(turn);
        return turn;
    }

    private void fill(String tenant, int calls) {
        for (int call = 0; call < calls; call++) {
            add(tenant);
        }
    }

    private List<Turn> served() {
        List<Turn> served = new ArrayList<>();
        for (Turn next = line.first(); next != null; next = line.first()) {
            line.served(next);
            served.add(next);
        }
        return served;
    }

    @Test
    void tenants_take_turns_and_each_ones_calls_keep_their_order() {
        Turn a1 = add("a");
        Turn a2 = add("a");
        Turn a3 = add("a");
        Turn b1 = add("b");
        Turn c1 = add("c");
        Turn b2 = add("b");

        assertThat(served()).containsExactly(a1, b1, c1, a2, b2, a3);
    }

    @Test
    void a_tenant_that_comes_back_does_not_come_before_those_who_wait() {
        Turn a1 = add("a");
        Turn b1 = add("b");
        line.served(a1);
        Turn a2 = add("a");

        assertThat(served()).containsExactly(b1, a2);
    }

    @Test
    void one_that_gives_up_is_gone_wherever_it_stood() {
        Turn a1 = add("a");
        Turn a2 = add("a");
        Turn b1 = add("b");
        Turn c1 = add("c");

        line.remove(a1);
        line.remove(a1);
        line.remove(c1);

        assertThat(line.size()).isEqualTo(2);
        assertThat(line.tokens()).isEqualTo(20);
        assertThat(served()).containsExactly(a2, b1);
        assertThat(line.size()).isZero();
        assertThat(line.tokens()).isZero();
    }

    @Test
    void it_is_full_for_one_tenant_at_five_hundred_and_for_all_at_a_thousand() {
        fill("a", 499);
        assertThat(line.isFullFor("a")).isFalse();
        fill("a", 1);
        assertThat(line.isFullFor("a")).isTrue();
        assertThat(line.isFullFor("b")).isFalse();

        fill("b", 499);
        assertThat(line.isFullFor("c")).isFalse();
        fill("c", 1);
        assertThat(line.isFullFor("c")).isTrue();
        assertThat(line.isFullFor("d")).isTrue();
    }
}
