package org.bactrian.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bactrian.OwnThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** At debug level the log tells why a question went to a model. */
@Timeout(60)
final class MissesTest {
    private static final String QUESTION = "0123456789abcdef";
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("org.bactrian.answers");

    private final FakeClock clock = new FakeClock();
    private final Answers answers =
            new Answers(1 << 20, clock, new MemoryReceipts(), Peers.NONE, TestClaim.NO_MEANINGS);
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private Level before;

    @BeforeEach
    void listen() {
        before = LOG.getLevel();
        LOG.setLevel(Level.DEBUG);
        LOG.setAdditive(false);
        told.start();
        LOG.addAppender(told);
    }

    @AfterEach
    void leave() {
        LOG.detachAppender(told);
        LOG.setAdditive(true);
        LOG.setLevel(before);
    }

    private List<String> lines() {
        return told.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private void answered(TestClaim claim) {
        assertThat(answers.claim(claim)).isTrue();
        answers.release(claim.answers(TestClaim.complete("42")));
    }

    @Test
    void nothing_was_kept() {
        answered(TestClaim.of(QUESTION));

        assertThat(lines()).containsExactly("Question 0123456789ab goes to a model: nothing is kept");
    }

    @Test
    void what_was_kept_was_too_old() {
        answered(TestClaim.of(QUESTION));
        clock.pass(Duration.ofMinutes(10));

        answered(TestClaim.of(QUESTION).maxAge(Duration.ofMinutes(5)));

        assertThat(lines())
                .last()
                .isEqualTo("Question 0123456789ab goes to a model: what is kept is too old for this caller");
    }

    @Test
    void it_was_asked_past_the_cache() {
        answered(TestClaim.of(QUESTION).alone());

        assertThat(lines()).containsExactly("Question 0123456789ab goes to a model: it was asked past the cache");
    }

    @Test
    void the_call_it_waited_for_ended_without_an_answer() {
        TestClaim first = TestClaim.of(QUESTION);
        answers.claim(first);
        CompletableFuture<Boolean> second =
                CompletableFuture.supplyAsync(() -> answers.claim(TestClaim.of(QUESTION)), new OwnThreads());
        await().until(() -> !first.lead().alone());

        answers.release(first);

        assertThat(second.join()).isTrue();
        assertThat(lines())
                .last()
                .isEqualTo("Question 0123456789ab goes to a model: the call it waited for ended without an answer");
    }

    @Test
    void a_hit_and_a_call_that_shares_nothing_tell_nothing() {
        answered(TestClaim.of(QUESTION));
        told.list.clear();

        assertThat(answers.claim(TestClaim.of(QUESTION))).isFalse();
        answered(TestClaim.of(null));
        answered(TestClaim.of(QUESTION).alone().ttl(Duration.ZERO));

        assertThat(lines()).isEmpty();
    }
}
