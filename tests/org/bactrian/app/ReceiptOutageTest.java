package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bactrian.app.TestApp.Reply;
import org.bactrian.ledger.Gateway;
import org.bactrian.ledger.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store is lost between a request and its receipt: nobody is left hanging, and nothing is paid for twice unseen. */
@Timeout(120)
final class ReceiptOutageTest {
    private static final String[] KEY = {"Idempotency-Key", "k-1"};

    @TempDir
    Path folder;

    private final String url = Postgres.freshUrl();

    private TestApp start(Gateway gateway) {
        return new TestFolder(folder)
                .property("llm.store.url", gateway.through(url))
                .property("llm.store.connect-timeout", "1s")
                .property("llm.store.socket-timeout", "1s")
                .feature("echo", "good")
                .start("features");
    }

    @Test
    void an_answer_that_may_not_be_recorded_is_given_all_the_same_and_known_if_it_was() {
        try (Gateway gateway = new Gateway(url);
                TestApp app = start(gateway)) {
            gateway.loseReplyTo("update receipt set state = 'answered'");
            Reply first = app.ask("echo", "hello", KEY);
            Reply again = app.ask("echo", "hello", KEY);

            assertThat(gateway.isLossless()).isTrue();
            assertThat(first.status()).isEqualTo(200);
            assertThat(again.header("Llm-Cache")).isEqualTo("replay");
            assertThat(app.billed()).isEqualTo(1);
        }
    }

    @Test
    void nothing_is_sent_for_a_request_whose_receipt_does_not_say_so() {
        try (Gateway gateway = new Gateway(url);
                TestApp app = start(gateway)) {
            gateway.loseReplyTo("update receipt set state = 'sent'");
            Reply lost = app.ask("echo", "hello", KEY);

            assertThat(lost.status()).isEqualTo(503);
            assertThat(app.billed()).isZero();
            assertThat(app.ask("echo", "hello", KEY).status()).isEqualTo(200);
            assertThat(app.billed()).isEqualTo(1);
        }
    }
}
