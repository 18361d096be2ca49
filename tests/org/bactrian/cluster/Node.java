package org.bactrian.cluster;

import static org.awaitility.Awaitility.await;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bactrian.answers.Answer;
import org.bactrian.answers.Kept;
import org.bactrian.answers.Origin;
import org.bactrian.answers.Purge;
import org.bactrian.config.ClusterSettings;
import org.bactrian.provider.Lanes;
import org.bactrian.provider.Usage;

/** A real member in this process, on a port of its own, and what its process would be told. */
final class Node implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final List<Purge> purged = new CopyOnWriteArrayList<>();
    final List<String> replaced = new CopyOnWriteArrayList<>();
    final Lanes lanes = new Lanes();
    final HazelcastPeers peers;
    final int port;

    Node(String cluster, int port, int... others) {
        this.port = port;
        List<String> members = new ArrayList<>();
        for (int other : others) {
            members.add("127.0.0.1:" + other);
        }
        this.peers = new HazelcastPeers(
                new ClusterSettings(cluster, "127.0.0.1", port, members),
                Clock.systemUTC(),
                purged::add,
                replaced::add,
                lanes);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The instance behind it. */
    HazelcastInstance instance() {
        return Hazelcast.getAllHazelcastInstances().stream()
                .filter(each -> each.getCluster().getLocalMember().getAddress().getPort() == port)
                .findFirst()
                .orElseThrow();
    }

    int members() {
        return instance().getCluster().getMembers().size();
    }

    void awaitMembers(int number) {
        await().atMost(PATIENCE).until(() -> members() == number);
    }

    /** Dies without a word to the others. */
    void die() {
        instance().getLifecycleService().terminate();
    }

    static Kept kept(String text, String feature) {
        return kept(text, feature, Duration.ofMinutes(10));
    }

    static Kept kept(String text, String feature, Duration ttl) {
        Answer answer = new Answer(text, false, "model", true, Usage.NONE);
        return new Kept(
                answer,
                new Origin("acme", feature, "p.v1", "ann", ""),
                Clock.systemUTC().instant(),
                ttl);
    }

    @Override
    public void close() {
        peers.close();
    }
}
