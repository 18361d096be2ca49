package org.bactrian.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bactrian.provider.Hint;
import org.bactrian.provider.Hint.Kind;
import org.bactrian.provider.Lane;
import org.bactrian.provider.Lanes;
import org.bactrian.provider.Model;
import org.bactrian.resilience.Gate.Permit;
import org.bactrian.resilience.GateBusyException;
import org.bactrian.resilience.GateLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one process learns of a model makes the others careful; it never decides for them. */
@Timeout(60)
final class HintsTest {
    private static final int MINIMUM_CALLS = 10;
    private static final Duration OPEN_FOR = Duration.ofMinutes(10);

    private static Node one;
    private static Node two;

    @BeforeAll
    static void start() {
        int first = Node.freePort();
        int second = Node.freePort();
        one = new Node("hints", first, first, second);
        two = new Node("hints", second, first, second);
        one.peers.open();
        two.peers.open();
        one.awaitMembers(2);
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
    }

    private static Lane lane(Lanes lanes, String model, Duration openFor) {
        return lanes.use(new Model(
                model,
                null,
                model,
                List.of(),
                16_000,
                1_000,
                "chat",
                GateLimits.NONE,
                new Model.BreakerRules(50, MINIMUM_CALLS, 20, Duration.ofSeconds(20), openFor),
                0.1));
    }

    private static void fail(Lane lane, int times) {
        for (int i = 0; i < times; i++) {
            lane.breaker().onError(1, TimeUnit.MILLISECONDS, new IllegalStateException("it failed"));
        }
    }

    private static void succeed(Lane lane) {
        lane.breaker().onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** Waits until another node has heard what was told before this. */
    private static void awaitHeard(String model) {
        String after = model + "-after";
        Lane there = lane(two.lanes, after, OPEN_FOR);
        fail(lane(one.lanes, after, OPEN_FOR), MINIMUM_CALLS);
        await().atMost(Node.PATIENCE).until(() -> {
            fail(there, 1);
            return there.refuses();
        });
    }

    @Test
    void where_another_has_opened_its_breaker_one_failure_is_enough() {
        Lane there = lane(two.lanes, "down", OPEN_FOR);
        fail(lane(one.lanes, "down", OPEN_FOR), MINIMUM_CALLS);
        awaitHeard("down");

        assertThat(there.refuses()).as("on hearsay").isFalse();
        assertThat(there.state()).isEqualTo("closed");
        fail(there, 1);
        assertThat(there.refuses()).isTrue();
        assertThat(there.state()).isEqualTo("open");
    }

    @Test
    void a_success_of_its_own_overrules_it() {
        Lane there = lane(two.lanes, "fine-here", OPEN_FOR);
        fail(lane(one.lanes, "fine-here", OPEN_FOR), MINIMUM_CALLS);
        awaitHeard("fine-here");

        succeed(there);
        fail(there, 1);

        assertThat(there.refuses()).isFalse();
    }

    @Test
    void it_lasts_no_longer_than_its_own_breaker_would_stay_open() {
        Lane there = lane(two.lanes, "short", Duration.ofMillis(1));
        fail(lane(one.lanes, "short", OPEN_FOR), MINIMUM_CALLS);
        awaitHeard("short");

        fail(there, 1);

        await().atMost(Node.PATIENCE).until(() -> !there.refuses());
    }

    @Test
    void it_never_closes_an_open_breaker() {
        Lane there = lane(two.lanes, "open", OPEN_FOR);
        fail(there, MINIMUM_CALLS);
        two.lanes.hear(new Hint("open", Kind.OPEN, 0));
        two.lanes.hear(new Hint("open", Kind.SPENT, -1));

        assertThat(there.refuses()).isTrue();
    }

    @Test
    void of_models_that_are_not_its_own_it_hears_nothing() {
        two.lanes.hear(new Hint("unknown", Kind.OPEN, 1_000));
        two.lanes.hear(new Hint(null, Kind.OPEN, 1_000));
        two.lanes.hear(new Hint("unknown", null, 1_000));
        Lane later = lane(two.lanes, "unknown", OPEN_FOR);
        fail(later, 1);

        assertThat(later.refuses()).isFalse();
    }

    @Test
    void where_the_provider_takes_no_more_one_call_goes_at_a_time_until_one_is_answered() throws Exception {
        Lane there = lane(two.lanes, "spent", OPEN_FOR);
        two.lanes.hear(new Hint("spent", Kind.SPENT, 60_000));
        try (Permit probe = enter(there)) {
            assertThat(probe).isNotNull();
            assertThat(enter(there)).isNull();
            succeed(there);
            assertThat(enter(there)).isNotNull();
        }
    }

    private static Permit enter(Lane lane) {
        try {
            return lane.gate().enter("acme", 1, Duration.ofMillis(20), new CompletableFuture<>());
        } catch (GateBusyException e) {
            return null;
        }
    }
}
