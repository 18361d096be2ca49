package org.bactrian.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.map.IMap;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.bactrian.OwnThreads;
import org.bactrian.answers.Kept;
import org.bactrian.answers.Purge;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one process keeps, asks or purges, the other knows. Both members are real. */
@Timeout(60)
final class HazelcastPeersTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Purge TRIAGE = new Purge(null, "triage", null, null, null);

    private static Node one;
    private static Node two;

    @BeforeAll
    static void start() {
        int first = Node.freePort();
        int second = Node.freePort();
        one = new Node("peers", first, first, second);
        two = new Node("peers", second, first, second);
        one.peers.open();
        two.peers.open();
        one.awaitMembers(2);
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
    }

    /** Somebody who waits in another thread; completes when he looks again. */
    private static CompletableFuture<Void> waits(Node node, String question) {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> woken = CompletableFuture.runAsync(
                () -> {
                    begun.countDown();
                    try {
                        node.peers.await(question, LONG);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                new OwnThreads());
        await().until(() -> begun.getCount() == 0);
        return woken;
    }

    @Test
    void what_one_keeps_the_other_has() {
        Kept kept = Node.kept("42", "chat");
        IntStream.range(0, 50).forEach(i -> one.peers.put("shared-" + i, kept));

        assertThat(IntStream.range(0, 50).mapToObj(i -> two.peers.get("shared-" + i)))
                .allSatisfy(found -> {
                    assertThat(found.answer()).isEqualTo(kept.answer());
                    assertThat(found.origin()).isEqualTo(kept.origin());
                    assertThat(found.ttl()).isEqualTo(kept.ttl());
                });
        assertThat(two.peers.get("never kept")).isNull();
    }

    @Test
    void an_answer_whose_time_is_over_is_gone() {
        one.peers.put("short", Node.kept("42", "chat", Duration.ofMillis(300)));

        await().atMost(Node.PATIENCE).until(() -> two.peers.get("short") == null);
        IMap<String, byte[]> map = one.instance().getMap(MemberConfig.ANSWERS);
        await().atMost(Node.PATIENCE).until(() -> map.get("short") == null);
    }

    @Test
    void what_others_wrote_in_another_form_is_no_answer() {
        IMap<String, byte[]> map = one.instance().getMap(MemberConfig.ANSWERS);
        map.set("odd", new byte[] {1, 2, 3});

        assertThat(two.peers.get("odd")).isNull();
    }

    @Test
    void one_leads_at_a_time() {
        assertThat(one.peers.lead("q")).isTrue();
        assertThat(two.peers.lead("q")).isFalse();
        two.peers.landed("q");
        assertThat(two.peers.lead("q")).as("the lead was not his to end").isFalse();

        one.peers.landed("q");

        assertThat(two.peers.lead("q")).isTrue();
    }

    @Test
    void who_waits_is_woken_when_the_leader_has_ended() {
        one.peers.lead("awaited");
        CompletableFuture<Void> woken = waits(two, "awaited");
        one.peers.put("awaited", Node.kept("42", "chat"));
        assertThat(woken).isNotDone();

        one.peers.landed("awaited");

        await().atMost(Duration.ofMillis(1_500)).until(woken::isDone);
        assertThat(two.peers.get("awaited")).isNotNull();
    }

    @Test
    void nobody_waits_for_a_question_that_nobody_asks() {
        assertThat(waits(two, "unasked")).succeedsWithin(Node.PATIENCE);
    }

    @Test
    void who_waits_does_so_no_longer_than_he_wants() throws InterruptedException {
        one.peers.lead("slow");

        two.peers.await("slow", Duration.ofMillis(20));

        assertThat(two.peers.lead("slow")).isFalse();
    }

    @Test
    void a_lead_lasts_as_long_as_its_process_lives() {
        one.peers.lead("long");

        await().during(Duration.ofSeconds(Leads.LEASE_SECONDS + 2))
                .atMost(Node.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> !two.peers.lead("long"));
    }

    @Test
    void a_newer_answer_is_told_to_the_others_and_not_to_oneself() {
        one.peers.put("renewed", Node.kept("43", "chat"));

        await().atMost(Node.PATIENCE).until(() -> two.replaced.contains("renewed"));
        assertThat(one.replaced).doesNotContain("renewed");
    }

    @Test
    void a_purge_is_told_to_the_others_and_takes_what_matches() {
        IntStream.range(0, 50).forEach(i -> two.peers.put("t" + i, Node.kept("42", "triage")));
        one.peers.put("kept", Node.kept("42", "other"));

        one.peers.purge(TRIAGE);

        assertThat(IntStream.range(0, 50).mapToObj(i -> one.peers.get("t" + i)).allMatch(kept -> kept == null))
                .isTrue();
        await().atMost(Node.PATIENCE).until(() -> two.purged.contains(TRIAGE));
        assertThat(one.purged).isEmpty();
        IMap<String, byte[]> map = one.instance().getMap(MemberConfig.ANSWERS);
        await().atMost(Node.PATIENCE).until(() -> map.keySet().stream().noneMatch(key -> key.startsWith("t")));
        assertThat(two.peers.get("kept")).isNotNull();
    }

    @Test
    void an_answer_made_before_a_purge_does_not_come_back_after_it() {
        Kept before = Node.kept("42", "late");
        one.peers.purge(new Purge(null, "late", null, null, null));
        await().atMost(Node.PATIENCE)
                .until(() -> two.purged.stream().anyMatch(purge -> "late".equals(purge.feature())));

        two.peers.put("late", before);
        assertThat(one.peers.get("late")).isNull();

        two.peers.put(
                "late",
                new Kept(before.answer(), before.origin(), before.madeAt().plusSeconds(60), before.ttl()));
        assertThat(one.peers.get("late")).isNotNull();
    }
}
