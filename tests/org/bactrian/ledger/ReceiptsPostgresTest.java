package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Receipt;
import org.bactrian.answers.Receipt.State;
import org.junit.jupiter.api.Test;

/** Receipts in PostgreSQL, where others are alive and the network may fail. */
final class ReceiptsPostgresTest extends ReceiptsContract {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NODES = 4;
    private static final int EACH = 5;
    private static final int ROUNDS = 25;

    @Override
    String freshUrl() {
        return Postgres.freshUrl();
    }

    @Test
    void what_a_living_process_has_is_elsewhere() {
        ReceiptBook other = process(Ledger.LEASE);
        receipts.take(KEY, HASH);
        assertThat(other.take(KEY, "hash-2")).isEqualTo(new Receipt(State.ELSEWHERE, HASH, null));

        receipts.sending(KEY);
        assertThat(other.take(KEY, HASH)).isEqualTo(new Receipt(State.ELSEWHERE, HASH, null));
        other.release(KEY);
        receipts.record(KEY, kept("{}"));
        assertThat(other.take(KEY, HASH).kept()).isEqualTo(kept("{}"));
    }

    @Test
    void an_uncertain_request_that_one_gave_back_is_uncertain_for_another_too() {
        receipts.take(KEY, HASH);
        receipts.sending(KEY);
        killAll();
        ReceiptBook one = process(Ledger.LEASE);
        one.take(KEY, HASH);
        ReceiptBook another = process(Ledger.LEASE);
        assertThat(another.take(KEY, HASH).state()).isEqualTo(State.ELSEWHERE);

        one.release(KEY);

        assertThat(another.take(KEY, HASH).state()).isEqualTo(State.UNCERTAIN);
    }

    @Test
    void of_many_processes_with_connections_of_their_own_one_has_it() throws Exception {
        List<Store> stores = new ArrayList<>();
        List<ReceiptBook> nodes = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            Store own = Store.open(url, "sa", "");
            stores.add(own);
            nodes.add(new ReceiptBook(own, new Ledger(own, Clock.systemUTC())));
        }
        try {
            for (int round = 0; round < ROUNDS; round++) {
                assertOneHas("round-" + round, nodes, State.OURS);
                assertOneInherits("dead-" + round, nodes);
            }
        } finally {
            nodes.forEach(ReceiptBook::close);
            stores.forEach(Store::close);
        }
    }

    private void assertOneInherits(String key, List<ReceiptBook> nodes) throws Exception {
        receipts.take(key, HASH);
        receipts.sending(key);
        execute("update receipt set owner = 'a dead one' where id = '" + key + "'");
        assertOneHas(key, nodes, State.UNCERTAIN);
    }

    private void assertOneHas(String key, List<ReceiptBook> nodes, State state) throws Exception {
        List<Callable<State>> takers = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            nodes.forEach(node -> takers.add(() -> node.take(key, HASH).state()));
        }
        List<State> states = new ArrayList<>(states(takers));
        assertThat(states).containsOnlyOnce(state);
        states.remove(state);
        assertThat(states).containsOnly(State.ELSEWHERE);
    }

    @Test
    void a_process_that_only_takes_requests_is_alive_as_long_as_its_clerk_works() {
        Ledger ledger = new Ledger(store, Clock.systemUTC(), SHORT);
        ReceiptBook living = new ReceiptBook(store, ledger);
        living.take(KEY, HASH);
        try (Clerk clerk = new Clerk(ledger, SHORT)) {
            clerk.tidy(living);
            for (String key : List.of("key-2", "key-3")) {
                process(SHORT).take(key, HASH);
                await().atMost(PATIENCE).until(() -> receipts.take(key, HASH).state() == State.OURS);
                assertThat(receipts.take(KEY, HASH).state()).isEqualTo(State.ELSEWHERE);
            }
        }
        assertThat(receipts.take(KEY, HASH).state()).isEqualTo(State.OURS);
    }

    @Test
    void a_clerk_forgets_expired_receipts() {
        receipts.take(KEY, HASH);
        execute("update receipt set expires_at = current_timestamp");
        Ledger ledger = new Ledger(store, Clock.systemUTC());
        try (Clerk clerk = new Clerk(ledger, Ledger.LEASE)) {
            clerk.tidy(new ReceiptBook(store, ledger));
            await().atMost(PATIENCE).until(() -> books.count("receipt") == 0);
        }
    }

    @Test
    void whatever_is_lost_on_the_way_a_request_goes_on_from_what_the_store_knows() {
        try (Gateway gateway = new Gateway(url);
                Store behind = Store.open(new StoreSettings(gateway.through(url), "sa", "", 2, SHORT, SHORT))) {
            ReceiptBook own = new ReceiptBook(behind, new Ledger(behind, Clock.systemUTC()));
            own.take("first", HASH);

            gateway.loseReplyTo("insert into receipt");
            assertThatThrownBy(() -> own.take(KEY, HASH)).isInstanceOf(LlmUnavailable.class);
            assertThat(own.take(KEY, HASH).state()).isEqualTo(State.OURS);

            own.sending(KEY);
            gateway.end();
            assertThatThrownBy(() -> own.record(KEY, kept("lost"))).isInstanceOf(LlmUnavailable.class);
            gateway.comeBack();
            assertThat(taken(own)).isEqualTo(new Receipt(State.UNCERTAIN, HASH, null));

            gateway.loseReplyTo("update receipt set state = 'answered'");
            assertThatThrownBy(() -> own.record(KEY, kept("kept"))).isInstanceOf(LlmUnavailable.class);
            assertThat(taken(own).kept()).isEqualTo(kept("kept"));
            own.close();
        }
    }

    private static Receipt taken(ReceiptBook own) {
        return await().atMost(PATIENCE).ignoreExceptions().until(() -> own.take(KEY, HASH), receipt -> true);
    }
}
