package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.bactrian.provider.Attempt.Stop;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is worth repeating, what goes to the next model, and what may have been paid for. */
final class FailuresTest {
    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429, 500, 501, 502, 503, 504, 520, 529, 599})
    void these_are_worth_repeating(int status) {
        assertThat(Failures.ofStatus(status, "", null).kind()).isEqualTo(FailureKind.RETRY);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void these_need_somebody_to_act(int status) {
        assertThat(Failures.ofStatus(status, "", null).kind()).isEqualTo(FailureKind.MISCONFIGURED);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 405, 413, 415, 422, 301, 307})
    void these_go_to_the_next_model_and_are_not_counted_by_the_breaker(int status) {
        AttemptFailure failure = Failures.ofStatus(status, "", null);

        assertThat(failure.kind()).isEqualTo(FailureKind.NEXT_MODEL);
        assertThat(failure.kind().countsForBreaker()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "context_length_exceeded, CONTEXT",
        "content_filter, REFUSAL",
        "content_policy_violation, REFUSAL",
        "invalid_value, NEXT_MODEL"
    })
    void the_code_of_a_400_says_more(String code, FailureKind kind) {
        assertThat(Failures.ofStatus(400, code, null).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"400, FREE", "401, FREE", "429, FREE", "503, FREE", "529, FREE", "500, UNKNOWN", "504, UNKNOWN"})
    void what_was_refused_before_any_work_is_free(int status, Billing billing) {
        assertThat(Failures.ofStatus(status, "", null).billing()).isEqualTo(billing);
    }

    @Test
    void what_the_provider_asks_to_wait_is_kept() {
        assertThat(Failures.ofStatus(429, "", Duration.ofSeconds(7)).retryAfter())
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void what_was_never_sent_is_worth_repeating_and_free() {
        AttemptFailure failure =
                Failures.of(new RuntimeException(new NotSentException(new ConnectException("refused"))));

        assertThat(failure.kind()).isEqualTo(FailureKind.RETRY);
        assertThat(failure.billing()).isEqualTo(Billing.FREE);
    }

    @Test
    void a_line_that_broke_is_worth_repeating_but_may_have_been_paid_for() {
        for (Exception broken : new Exception[] {
            new SocketException("Connection reset"),
            new SocketTimeoutException("read"),
            new IOException("end of stream")
        }) {
            AttemptFailure failure = Failures.of(broken);
            assertThat(failure.kind()).isEqualTo(FailureKind.RETRY);
            assertThat(failure.billing()).isEqualTo(Billing.UNKNOWN);
        }
    }

    @Test
    void a_line_that_broke_under_tls_after_the_handshake_may_have_been_paid_for_too() {
        Exception broken = new SSLException("closing inbound before receiving peer's close_notify");

        assertThat(Failures.of(broken).billing()).isEqualTo(Billing.UNKNOWN);
    }

    @Test
    void an_open_breaker_means_that_nothing_was_sent() {
        CircuitBreaker breaker = CircuitBreaker.ofDefaults("sim");
        breaker.transitionToForcedOpenState();

        AttemptFailure failure = Failures.of(CallNotPermittedException.createCallNotPermittedException(breaker));

        assertThat(failure.kind()).isEqualTo(FailureKind.OPEN);
        assertThat(failure.billing()).isEqualTo(Billing.FREE);
        assertThat(failure.kind().countsForBreaker()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "DEADLINE, RETRY",
        "OUT_OF_TIME, OUT_OF_TIME",
        "FIRST_TOKEN, RETRY",
        "IDLE, RETRY",
        "TOO_LARGE, RETRY",
        "CALLER_LEFT, CALLER_LEFT"
    })
    void what_we_stopped_ourselves_may_have_been_paid_for(Stop reason, FailureKind kind) {
        Exception stopped = new StoppedException(reason, Billing.UNKNOWN, new SocketException("closed"));

        assertThat(Failures.of(stopped).kind()).isEqualTo(kind);
        assertThat(Failures.of(stopped).billing()).isEqualTo(Billing.UNKNOWN);
    }

    @Test
    void of_a_stream_whose_caller_left_we_know_what_had_come() {
        Exception stopped = new StoppedException(Stop.CALLER_LEFT, Billing.COUNTED, new SocketException("closed"));

        assertThat(Failures.of(stopped).billing()).isEqualTo(Billing.COUNTED);
    }

    @Test
    void a_failure_that_is_known_already_stays_what_it_is() {
        AttemptFailure known = new AttemptFailure(FailureKind.REFUSAL, Billing.KNOWN, "declined");

        assertThat(Failures.of(new RuntimeException(new IOException(known)))).isSameAs(known);
    }

    @Test
    void words_of_an_exception_do_not_get_into_the_message() {
        assertThat(Failures.of(new IOException("sk-secret in a url"))).hasMessageNotContaining("secret");
    }
}
