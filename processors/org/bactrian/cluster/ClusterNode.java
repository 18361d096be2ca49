package org.bactrian.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.topic.ITopic;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.bactrian.config.ClusterSettings;
import org.bactrian.config.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process as a member of the cluster. Thread-safe. */
final class ClusterNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
    private static final int THREADS = 4;

    /** It warns at each start that it could be faster with rights inside the JDK, before it knows where to log. */
    private static final java.util.logging.Logger EARLY =
            java.util.logging.Logger.getLogger("com.hazelcast.instance.impl.HazelcastInstanceFactory");

    private final String id = UUID.randomUUID().toString();
    private final Reach reach = new Reach(System::nanoTime);
    private final ScheduledExecutorService threads = new ScheduledThreadPoolExecutor(
            THREADS, ClusterNode::daemon, new ThreadPoolExecutor.DiscardPolicy()); // after the end nobody waits
    private final HazelcastInstance instance;

    private ClusterNode(ClusterSettings settings) {
        EARLY.setLevel(Level.OFF);
        this.instance = Hazelcast.newHazelcastInstance(MemberConfig.of(settings, id));
    }

    /**
     * Joins the members that are there, or begins alone.
     *
     * @throws StartException if the address cannot be used
     */
    static ClusterNode join(ClusterSettings settings) {
        try {
            ClusterNode node = new ClusterNode(settings);
            LOG.info("Cluster {}: {}", settings.name(), node.size());
            node.onMembers(
                    () -> LOG.info("A node has joined cluster {}: {}", settings.name(), node.size()),
                    () -> LOG.info("A node has left cluster {}: {}", settings.name(), node.size()));
            return node;
        } catch (HazelcastException | IllegalStateException e) {
            String at = settings.address() + ":" + settings.port();
            String keys = "llm.cluster.interface and llm.cluster.port must name a free address of this machine";
            throw new StartException("The cluster cannot listen on " + at + ": " + keys, e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "llm-cluster");
        thread.setDaemon(true);
        return thread;
    }

    private String size() {
        int members = instance.getCluster().getMembers().size();
        return members == 1 ? "1 node" : members + " nodes";
    }

    /** The id this process goes by among the members. */
    String id() {
        return id;
    }

    /** Whether the process of this id is a member now. */
    boolean isHere(String member) {
        return instance.getCluster().getMembers().stream()
                .anyMatch(each -> member.equals(each.getAttribute(MemberConfig.NODE)));
    }

    Reach reach() {
        return reach;
    }

    IMap<String, byte[]> map(String name) {
        return instance.getMap(name);
    }

    /** Tells the other members, as far as they are there. */
    void tell(String topic, byte[] message) {
        reach.ask(() -> topic(topic).publishAsync(message), null);
    }

    /** Hears what other members tell. */
    void onTold(String topic, Consumer<byte[]> hear) {
        topic(topic).addMessageListener(message -> {
            if (!message.getPublishingMember().localMember()) {
                hear.accept(message.getMessageObject());
            }
        });
    }

    private ITopic<byte[]> topic(String name) {
        return instance.getTopic(name);
    }

    void onMembers(Runnable joined, Runnable left) {
        instance.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                joined.run();
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                left.run();
            }
        });
    }

    /** Does in another thread what has to wait. */
    <T> CompletableFuture<T> run(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, threads);
    }

    ScheduledExecutorService threads() {
        return threads;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        instance.shutdown();
    }
}
