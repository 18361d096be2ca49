package org.bactrian.cluster;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bactrian.answers.Answers;
import org.bactrian.answers.Kept;
import org.bactrian.answers.Peers;
import org.bactrian.answers.Purge;
import org.bactrian.config.ClusterSettings;
import org.bactrian.config.StartException;
import org.bactrian.provider.Lanes;
import org.jspecify.annotations.Nullable;

/**
 * The other processes, over Hazelcast: answers and questions in flight in maps in memory, purges and hints as messages.
 * Before it is opened and after it is closed there are none. Thread-safe.
 */
public final class HazelcastPeers implements Peers {
    private final ClusterSettings settings;
    private final Clock clock;
    private final Consumer<Purge> purged;
    private final Consumer<String> replaced;
    private final Lanes lanes;
    private final ReentrantLock opening = new ReentrantLock();
    private boolean ended;
    private volatile @Nullable Joined joined;

    /** What there is once this process is a member. */
    private record Joined(ClusterNode node, SharedAnswers answers, Leads leads) {}

    /**
     * Peers nobody has met yet.
     *
     * @param purged is told what to forget of one's own when another process purges
     * @param replaced is told the fingerprint when another process has kept a newer answer
     * @param lanes tell other processes what they know of their models, and are told
     */
    public HazelcastPeers(
            ClusterSettings settings, Clock clock, Consumer<Purge> purged, Consumer<String> replaced, Lanes lanes) {
        this.settings = settings;
        this.clock = clock;
        this.purged = purged;
        this.replaced = replaced;
        this.lanes = lanes;
    }

    /** The peers that are configured, for the answers of this process; none if it is on its own. */
    public static Peers of(@Nullable ClusterSettings settings, Clock clock, Supplier<Answers> own, Lanes lanes) {
        return settings == null
                ? NONE
                : new HazelcastPeers(
                        settings,
                        clock,
                        purge -> own.get().forget(purge),
                        changed -> own.get().forget(changed),
                        lanes);
    }

    /**
     * Joins the members that are there, or begins alone; a second call does nothing. Takes seconds.
     *
     * @throws StartException if its address cannot be used, or Hazelcast is not there
     */
    public void open() {
        opening.lock();
        try {
            if (joined == null && !ended) {
                joined = join();
            }
        } catch (NoClassDefFoundError e) {
            String message = "llm.cluster=hazelcast needs the jar of com.hazelcast:hazelcast, which is not there";
            throw new StartException(message, e);
        } finally {
            opening.unlock();
        }
    }

    private Joined join() {
        ClusterNode node = ClusterNode.join(settings);
        Hints.between(node, lanes);
        return new Joined(node, new SharedAnswers(node, clock, purged, replaced), new Leads(node, System::nanoTime));
    }

    @Override
    public @Nullable Kept get(String fingerprint) {
        Joined there = joined;
        return there == null ? null : there.answers().get(fingerprint);
    }

    @Override
    public void put(String fingerprint, Kept kept) {
        Joined there = joined;
        if (there != null) {
            there.answers().put(fingerprint, kept);
        }
    }

    @Override
    public boolean lead(String fingerprint) {
        Joined there = joined;
        return there == null || there.leads().take(fingerprint);
    }

    @Override
    public void await(String fingerprint, Duration atMost) throws InterruptedException {
        Joined there = joined;
        if (there != null) {
            there.leads().await(fingerprint, atMost);
        }
    }

    @Override
    public void landed(String fingerprint) {
        Joined there = joined;
        if (there != null) {
            there.leads().end(fingerprint);
        }
    }

    @Override
    public void purge(Purge purge) {
        Joined there = joined;
        if (there != null) {
            there.answers().purge(purge);
        }
    }

    @Override
    public void close() {
        opening.lock();
        try {
            ended = true;
            Joined there = joined;
            joined = null;
            if (there != null) {
                there.node().close();
            }
        } finally {
            opening.unlock();
        }
    }
}
