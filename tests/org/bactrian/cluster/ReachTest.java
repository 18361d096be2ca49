package org.bactrian.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cluster that does not answer costs the calls of one second, and is asked again now and then. */
@Timeout(20)
final class ReachTest {
    private static final Duration REST = Duration.ofSeconds(5);

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Reach reach = new Reach(clock::get);
    private final AtomicInteger asked = new AtomicInteger();

    private String ask(CompletableFuture<String> answer) {
        return reach.ask(
                () -> {
                    asked.incrementAndGet();
                    return answer;
                },
                "nobody");
    }

    private static CompletableFuture<String> failure(RuntimeException why) {
        return CompletableFuture.failedFuture(why);
    }

    private static CompletableFuture<String> answer() {
        return CompletableFuture.completedFuture("yes");
    }

    @Test
    void what_is_answered_is_taken() {
        assertThat(ask(answer())).isEqualTo("yes");
    }

    @Test
    void nobody_waits_for_ever() {
        assertThat(ask(new CompletableFuture<>())).isEqualTo("nobody");
    }

    @Test
    void after_a_failure_it_is_left_alone_for_a_while() {
        assertThat(ask(failure(new IllegalStateException("away")))).isEqualTo("nobody");
        clock.addAndGet(REST.toNanos() - 1);

        assertThat(ask(answer())).isEqualTo("nobody");
        assertThat(asked).hasValue(1);
    }

    @Test
    void then_one_question_goes_out_and_the_others_do_not_wait_for_it() {
        ask(failure(new IllegalStateException("away")));
        clock.addAndGet(REST.toNanos());
        reach.ask(
                () -> {
                    assertThat(ask(answer())).isEqualTo("nobody");
                    return answer();
                },
                "nobody");

        assertThat(asked).hasValue(1);
        assertThat(ask(answer())).isEqualTo("yes");
    }

    @Test
    void what_cannot_be_read_is_no_outage() {
        ask(failure(new HazelcastSerializationException("a class that is refused")));

        assertThat(ask(answer())).isEqualTo("yes");
    }

    @Test
    void a_member_that_has_ended_is_an_outage_and_no_error() {
        assertThat(reach.<String>ask(
                        () -> {
                            throw new IllegalStateException("not active");
                        },
                        "nobody"))
                .isEqualTo("nobody");
    }
}
