package org.bactrian.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.JoinConfig;
import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bactrian.OwnThreads;
import org.bactrian.config.StartException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Members come, die and are kept out. */
@Timeout(60)
final class MembersTest {
    private static final Duration SOON = Duration.ofSeconds(3);

    private final int first = Node.freePort();
    private final int second = Node.freePort();
    private final Node one = new Node("members", first, first, second);
    private final Node two = new Node("members", second, first, second);

    /** No text and no bytes. */
    private static final class Stranger implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void open() {
        one.peers.open();
    }

    @AfterEach
    void close() {
        two.close();
        one.close();
    }

    private void meet() {
        two.peers.open();
        one.awaitMembers(2);
    }

    @Test
    void one_that_finds_nobody_works_alone() {
        one.peers.put("q", Node.kept("42", "chat"));

        assertThat(one.peers.get("q")).isNotNull();
        assertThat(one.peers.lead("another")).isTrue();
    }

    @Test
    void whoever_waits_for_one_that_dies_goes_on_soon_and_may_lead() {
        meet();
        IntStream.range(0, 20).forEach(i -> two.peers.lead("q" + i));
        CompletableFuture<?>[] woken = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.runAsync(() -> awaitLead("q" + i), new OwnThreads()))
                .toArray(CompletableFuture<?>[]::new);
        await().during(Duration.ofMillis(200))
                .until(() -> IntStream.range(0, 20).noneMatch(i -> woken[i].isDone()));

        two.die();

        await().atMost(SOON).until(() -> CompletableFuture.allOf(woken).isDone());
        assertThat(IntStream.range(0, 20).allMatch(i -> one.peers.lead("q" + i)))
                .isTrue();
    }

    private void awaitLead(String question) {
        try {
            one.peers.await(question, Node.PATIENCE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_was_kept_outlives_one_that_dies() {
        meet();
        IntStream.range(0, 100).forEach(i -> two.peers.put("q" + i, Node.kept("42", "chat")));

        two.die();
        one.awaitMembers(1);

        await().atMost(SOON).until(() -> IntStream.range(0, 100).allMatch(i -> one.peers.get("q" + i) != null));
    }

    @Test
    void nothing_stalls_while_another_joins() {
        CompletableFuture<Void> joining = CompletableFuture.runAsync(two.peers::open, new OwnThreads());
        int asked = 0;
        for (; !joining.isDone(); asked++) {
            one.peers.put("q" + asked, Node.kept("42", "chat"));
        }
        one.awaitMembers(2);
        int last = asked;

        assertThat(IntStream.range(0, last).filter(i -> two.peers.get("q" + i) == null))
                .isEmpty();
    }

    @Test
    void objects_of_foreign_classes_are_refused() {
        meet();
        IMap<String, Object> there = two.instance().getMap(MemberConfig.ANSWERS);
        IMap<String, Object> here = one.instance().getMap(MemberConfig.ANSWERS);
        there.set("stranger", new Stranger());

        assertThatThrownBy(() -> here.get("stranger"))
                .isInstanceOf(HazelcastSerializationException.class)
                .hasMessageContaining("not allowed");
        assertThat(one.peers.get("stranger")).isNull();
        two.peers.put("known", Node.kept("42", "chat"));
        assertThat(one.peers.get("known")).as("one stranger makes no outage").isNotNull();
    }

    @Test
    void another_cluster_in_the_same_network_stays_another() {
        Node stranger = new Node("strangers", second, first, second);
        try (stranger) {
            stranger.peers.open();
            one.peers.put("q", Node.kept("42", "chat"));

            assertThat(stranger.peers.get("q")).isNull();
            assertThat(one.members()).isEqualTo(1);
            assertThat(stranger.members()).isEqualTo(1);
        }
    }

    @Test
    void nobody_is_found_by_multicast_and_only_one_address_is_listened_on() throws IOException {
        JoinConfig join = one.instance().getConfig().getAdvancedNetworkConfig().getJoin();

        assertThat(join.getMulticastConfig().isEnabled()).isFalse();
        assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
        assertThat(join.getTcpIpConfig().isEnabled()).isTrue();
        assertThatThrownBy(() -> connect("127.0.0.2")).isInstanceOf(IOException.class);
        connect("127.0.0.1");
    }

    private void connect(String address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, first), 1_000);
        }
    }

    /** To whoever speaks otherwise it says that it does not, in three letters. */
    @Test
    void the_port_speaks_with_members_only() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), first)) {
            socket.setSoTimeout((int) Node.PATIENCE.toMillis());
            socket.getOutputStream().write("GET /hazelcast/health HTTP/1.0\r\n\r\n".getBytes(US_ASCII));

            assertThat(answer(socket)).isIn("", "HZX");
        }
    }

    /** All it says before it hangs up. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder said = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read();
                    next >= 0;
                    next = socket.getInputStream().read()) {
                said.append((char) next);
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return said.toString();
    }

    @Test
    void a_port_that_is_taken_stops_the_start_and_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(second, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(two.peers::open)
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("llm.cluster.port");
        }
    }

    @Test
    void before_it_is_opened_and_after_it_is_closed_there_is_no_cluster() {
        two.peers.put("q", Node.kept("42", "chat"));
        assertThat(two.peers.get("q")).isNull();
        assertThat(two.peers.lead("q")).isTrue();
        meet();
        two.close();

        assertThat(two.peers.lead("q")).isTrue();
        assertThat(two.peers.get("q")).isNull();
        two.peers.landed("q");
    }
}
