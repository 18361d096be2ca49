package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bactrian.LlmUnavailable;
import org.bactrian.answers.Answer;
import org.bactrian.answers.Kept;
import org.bactrian.answers.Origin;
import org.bactrian.answers.Purge;
import org.bactrian.answers.Receipt;
import org.bactrian.answers.Receipt.State;
import org.bactrian.provider.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request is taken once, and what it got is there when it comes again; a subclass brings the store. */
abstract class ReceiptsContract {
    static final String KEY = "key-1";
    static final String HASH = "hash-1";
    private static final String OTHER_HASH = "hash-2";
    private static final int THREADS = 20;
    private static final int ROUNDS = 25;

    final String url = freshUrl();
    final Store store = Store.open(url, "sa", "");
    final Books books = new Books(url);
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    ReceiptBook receipts;

    /** The URL of an empty store, its user included. */
    abstract String freshUrl();

    @BeforeEach
    void open() {
        receipts = process(Ledger.LEASE);
    }

    /** Another process on the same store, which nobody keeps alive. */
    final ReceiptBook process(Duration lease) {
        ReceiptBook book = new ReceiptBook(store, new Ledger(store, Clock.systemUTC(), lease));
        opened.add(book);
        return book;
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        for (AutoCloseable open : opened) {
            open.close();
        }
        store.close();
    }

    static Kept kept(String text, String user, String key) {
        Answer answer = new Answer(text, true, "sim-small", true, new Usage(10, 2, 5));
        Origin origin = new Origin("acme", "triage", "triage.v1", user, key);
        return new Kept(answer, origin, Instant.parse("2026-11-24T10:00:00Z"), Duration.ofHours(24));
    }

    static Kept kept(String text) {
        return kept(text, "ada", "one");
    }

    final void execute(String sql) {
        store.jdbi().useHandle(handle -> assertThat(handle.execute(sql)).isPositive());
    }

    /** Every process that there is, whatever it is at. */
    final void killAll() {
        execute("update owner set alive_until = timestamp '2000-01-01 00:00:00'");
    }

    private void letExpire() {
        execute("update receipt set expires_at = timestamp '2000-01-01 00:00:00'");
    }

    private int rows() throws SQLException {
        return books.count("receipt");
    }

    private void record(String key, Kept kept) {
        assertThat(receipts.take(key, HASH).state()).isEqualTo(State.OURS);
        receipts.sending(key);
        receipts.record(key, kept);
    }

    @Test
    void a_request_nobody_has_taken_is_ours() {
        assertThat(receipts.take(KEY, HASH)).isEqualTo(new Receipt(State.OURS, HASH, null));
        assertThat(receipts.take("key-2", HASH).state()).isEqualTo(State.OURS);
    }

    @Test
    void one_that_another_of_us_is_at_is_elsewhere_and_tells_what_was_asked_first() {
        receipts.take(KEY, HASH);
        assertThat(receipts.take(KEY, OTHER_HASH)).isEqualTo(new Receipt(State.ELSEWHERE, HASH, null));
        receipts.sending(KEY);
        assertThat(receipts.take(KEY, HASH)).isEqualTo(new Receipt(State.ELSEWHERE, HASH, null));
    }

    @Test
    void what_it_got_is_there_when_it_comes_again_also_for_the_next_process() {
        Kept kept = kept("{\"note\": \"Grüße \ud83d\udc2b \u0000\"}");
        record(KEY, kept);

        assertThat(receipts.take(KEY, HASH)).isEqualTo(new Receipt(State.ANSWERED, HASH, kept));
        assertThat(process(Ledger.LEASE).take(KEY, HASH)).isEqualTo(new Receipt(State.ANSWERED, HASH, kept));
    }

    @Test
    void an_answer_of_some_megabytes_is_kept() {
        Kept kept = kept("word ".repeat(1_000_000));
        record(KEY, kept);

        assertThat(receipts.take(KEY, HASH).kept()).isEqualTo(kept);
    }

    @Test
    void one_who_asks_for_something_else_learns_what_was_asked_first() {
        record(KEY, kept("{}"));

        assertThat(receipts.take(KEY, OTHER_HASH).requestHash()).isEqualTo(HASH);
    }

    @Test
    void a_request_that_is_given_back_is_free_and_leaves_nothing() throws Exception {
        receipts.take(KEY, HASH);
        receipts.release(KEY);
        assertThat(rows()).isZero();

        assertThat(receipts.take(KEY, OTHER_HASH)).isEqualTo(new Receipt(State.OURS, OTHER_HASH, null));
        receipts.sending(KEY);
        receipts.release(KEY);
        assertThat(rows()).isZero();
    }

    @Test
    void an_answer_that_is_recorded_is_not_given_back() {
        record(KEY, kept("{}"));
        receipts.release(KEY);

        assertThat(receipts.take(KEY, HASH).state()).isEqualTo(State.ANSWERED);
    }

    @Test
    void of_many_threads_one_has_it() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String key = "round-" + round;
            List<Callable<State>> takers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                takers.add(() -> receipts.take(key, HASH).state());
            }
            assertThat(states(takers)).hasSize(THREADS).containsOnlyOnce(State.OURS);
        }
    }

    final List<State> states(List<Callable<State>> takers) throws Exception {
        List<State> states = new ArrayList<>();
        for (Future<State> taker : threads.invokeAll(takers)) {
            states.add(taker.get());
        }
        return states;
    }

    @Test
    void what_a_dead_process_had_taken_is_free_whatever_is_asked_now() {
        receipts.take(KEY, HASH);
        receipts.take("key-2", HASH);
        killAll();
        ReceiptBook heir = process(Ledger.LEASE);

        assertThat(heir.take(KEY, HASH)).isEqualTo(new Receipt(State.OURS, HASH, null));
        assertThat(heir.take("key-2", OTHER_HASH)).isEqualTo(new Receipt(State.OURS, OTHER_HASH, null));
    }

    @Test
    void what_a_dead_process_had_sent_is_uncertain_for_one_heir() throws Exception {
        receipts.take(KEY, HASH);
        receipts.sending(KEY);
        killAll();
        ReceiptBook heir = process(Ledger.LEASE);
        List<Callable<State>> takers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            takers.add(() -> heir.take(KEY, HASH).state());
        }

        assertThat(states(takers)).hasSize(THREADS).containsOnlyOnce(State.UNCERTAIN);
        heir.sending(KEY);
        heir.record(KEY, kept("{}"));
        assertThat(heir.take(KEY, HASH).state()).isEqualTo(State.ANSWERED);
    }

    @Test
    void an_uncertain_request_that_nothing_was_sent_for_again_stays_uncertain() {
        receipts.take(KEY, HASH);
        receipts.sending(KEY);
        killAll();
        ReceiptBook heir = process(Ledger.LEASE);
        assertThat(heir.take(KEY, HASH).state()).isEqualTo(State.UNCERTAIN);

        heir.release(KEY);
        assertThat(heir.take(KEY, HASH)).isEqualTo(new Receipt(State.UNCERTAIN, HASH, null));
        killAll();
        ReceiptBook second = process(Ledger.LEASE);
        assertThat(second.take(KEY, HASH)).isEqualTo(new Receipt(State.UNCERTAIN, HASH, null));
        second.sending(KEY);
        second.release(KEY);
        assertThat(second.take(KEY, HASH).state()).isEqualTo(State.OURS);
    }

    @Test
    void an_uncertain_request_is_not_taken_over_by_one_who_asks_for_something_else() {
        receipts.take(KEY, HASH);
        receipts.sending(KEY);
        killAll();
        ReceiptBook heir = process(Ledger.LEASE);

        assertThat(heir.take(KEY, OTHER_HASH).requestHash()).isEqualTo(HASH);
        assertThat(heir.take(KEY, HASH)).isEqualTo(new Receipt(State.UNCERTAIN, HASH, null));
    }

    @Test
    void a_process_that_was_taken_for_dead_sends_nothing_and_changes_nothing() {
        receipts.take(KEY, HASH);
        receipts.take("key-2", HASH);
        killAll();
        ReceiptBook heir = process(Ledger.LEASE);
        heir.take(KEY, HASH);
        heir.take("key-2", HASH);
        heir.sending(KEY);
        heir.record("key-2", kept("the heir's"));

        assertThatThrownBy(() -> receipts.sending(KEY)).isInstanceOf(LlmUnavailable.class);
        receipts.release(KEY);
        receipts.record("key-2", kept("the dead one's"));

        heir.record(KEY, kept("the heir's"));
        assertThat(heir.take(KEY, HASH).kept()).isEqualTo(kept("the heir's"));
        assertThat(heir.take("key-2", HASH).kept()).isEqualTo(kept("the heir's"));
    }

    @Test
    void a_process_that_was_taken_for_dead_is_alive_again_when_it_takes() throws Exception {
        receipts.take(KEY, HASH);
        killAll();

        assertThat(receipts.take("key-2", HASH).state()).isEqualTo(State.OURS);
        assertThat(books.sum("select count(*) from owner where alive_until > current_timestamp"))
                .isEqualByComparingTo("1");
        receipts.sending(KEY);
    }

    @Test
    void nothing_is_taken_while_the_store_does_not_know_that_we_live() throws Exception {
        ReceiptBook shortLived = process(Duration.ZERO);

        assertThatThrownBy(() -> shortLived.take(KEY, HASH)).isInstanceOf(LlmUnavailable.class);
        assertThat(rows()).isZero();
    }

    @Test
    void an_expired_receipt_is_free_whatever_it_says() {
        record("answered", kept("{}"));
        receipts.take("taken", HASH);
        letExpire();
        ReceiptBook other = process(Ledger.LEASE);

        assertThat(receipts.take("answered", OTHER_HASH)).isEqualTo(new Receipt(State.OURS, OTHER_HASH, null));
        assertThat(other.take("taken", HASH).state()).isEqualTo(State.OURS);
        other.sending("taken");
        letExpire();
        killAll();
        assertThat(process(Ledger.LEASE).take("taken", HASH).state()).isEqualTo(State.OURS);
    }

    @Test
    void a_receipt_is_good_for_a_day_from_when_it_was_taken_and_again_from_when_it_was_answered() throws Exception {
        receipts.take(KEY, HASH);
        assertGoodForADay();
        execute("update receipt set expires_at = current_timestamp + interval '1' hour");

        receipts.record(KEY, kept("{}"));

        assertGoodForADay();
    }

    private void assertGoodForADay() throws SQLException {
        assertThat(books.sum("select count(*) from receipt where expires_at"
                        + " between current_timestamp + interval '1439' minute"
                        + " and current_timestamp + interval '1440' minute"))
                .isEqualByComparingTo("1");
    }

    @Test
    void expired_receipts_are_forgotten_and_others_are_not() throws Exception {
        record("old", kept("{}"));
        letExpire();
        record(KEY, kept("{}"));
        receipts.take("key-2", HASH);

        receipts.forgetExpired();

        assertThat(books.texts("select id from receipt order by id")).containsExactly(KEY, "key-2");
    }

    @Test
    void an_answer_that_cannot_be_read_any_more_is_not_there() {
        record(KEY, kept("{}"));
        record("key-2", kept("{}"));
        execute("update receipt set answer = null where id = 'key-2'");
        store.jdbi().useHandle(handle -> handle.execute("update receipt set answer = ? where id = ?", junk(), KEY));

        assertThat(receipts.take(KEY, OTHER_HASH)).isEqualTo(new Receipt(State.OURS, OTHER_HASH, null));
        assertThat(receipts.take("key-2", HASH).state()).isEqualTo(State.OURS);
        receipts.record(KEY, kept("new"));
        assertThat(receipts.take(KEY, OTHER_HASH).kept()).isEqualTo(kept("new"));
    }

    private static byte[] junk() {
        return new byte[] {'{', '"', 'v', '2', '"', ':', '1', '}'};
    }

    private int purge(String feature, String prompt, String user, String key) {
        return receipts.purge(new Purge(null, feature, prompt, user, key));
    }

    @Test
    void answers_are_forgotten_by_user_or_by_key_with_whatever_else_is_asked() throws Exception {
        record("1", kept("{}", "ada", "one"));
        record("2", kept("{}", "ada", "two"));
        record("3", kept("{}", "eve", "one"));
        receipts.take("4", HASH);

        assertThat(purge("other", null, "ada", null)).isZero();
        assertThat(receipts.purge(new Purge("globex", null, null, "ada", null))).isZero();
        assertThat(purge("triage", "triage.v1", "ada", "one")).isEqualTo(1);
        assertThat(purge(null, null, "ada", null)).isEqualTo(1);
        assertThat(receipts.purge(new Purge("acme", null, null, null, "one"))).isEqualTo(1);

        assertThat(books.texts("select id from receipt")).containsExactly("4");
    }

    @Test
    void a_feature_a_prompt_a_tenant_or_everything_leaves_answers_where_they_are() {
        record(KEY, kept("{}"));

        assertThat(purge("triage", null, null, null)).isZero();
        assertThat(purge(null, "triage.v1", null, null)).isZero();
        assertThat(receipts.purge(new Purge("acme", null, null, null, null))).isZero();
        assertThat(purge(null, null, null, null)).isZero();
        assertThat(receipts.take(KEY, HASH).state()).isEqualTo(State.ANSWERED);
    }

    @Test
    void an_interrupted_caller_gets_what_he_asked_for_and_harms_nobody() {
        Thread.currentThread().interrupt();
        State state = receipts.take(KEY, HASH).state();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(state).isEqualTo(State.OURS);
        receipts.record(KEY, kept("{}"));
        assertThat(receipts.take(KEY, HASH).state()).isEqualTo(State.ANSWERED);
    }

    @Test
    void a_store_that_is_down_is_told_as_such() {
        receipts.take(KEY, HASH);
        store.close();

        assertThatThrownBy(() -> receipts.take("key-2", HASH))
                .isInstanceOf(LlmUnavailable.class)
                .hasMessageStartingWith("The store does not answer");
        assertThatThrownBy(() -> receipts.sending(KEY)).isInstanceOf(LlmUnavailable.class);
        assertThatThrownBy(() -> receipts.record(KEY, kept("{}"))).isInstanceOf(LlmUnavailable.class);
        assertThatThrownBy(() -> receipts.release(KEY)).isInstanceOf(LlmUnavailable.class);
        assertThatThrownBy(() -> purge(null, null, "ada", null)).isInstanceOf(LlmUnavailable.class);
    }
}
