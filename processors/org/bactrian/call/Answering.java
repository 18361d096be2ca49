package org.bactrian.call;

import java.time.Clock;
import java.util.function.Supplier;
import org.bactrian.answers.Answers;
import org.bactrian.answers.Meanings;
import org.bactrian.answers.Peers;
import org.bactrian.answers.Receipts;
import org.bactrian.cluster.HazelcastPeers;
import org.bactrian.config.Configuration;
import org.bactrian.config.Settings;
import org.bactrian.embedding.LocalModel;
import org.bactrian.feature.CacheRules.Semantic;
import org.bactrian.feature.Feature;
import org.bactrian.provider.Lanes;
import org.bactrian.telemetry.Meters;
import org.jspecify.annotations.Nullable;

/** What a question is answered once by: this process, others, what is on record, and what means the same. Thread-safe. */
final class Answering implements AutoCloseable {
    private final Supplier<Configuration> configuration;
    private final Semantics semantics;
    private final Peers peers;
    private final Answers answers;

    Answering(
            Settings settings,
            Supplier<Configuration> configuration,
            Clock clock,
            Meters meters,
            Lanes lanes,
            Supplier<Receipts> receipts) {
        this.configuration = configuration;
        this.semantics =
                new Semantics(settings, clock, () -> LocalModel.shared().embedder(), this::isClose, meters);
        Meanings meanings = new Meanings(
                this::anyByMeaning,
                semantics::cache,
                (feature, right) -> meters.semantic(feature, right ? "verified" : "wrong"));
        this.peers = HazelcastPeers.of(settings.cluster(), clock, this::answers, lanes);
        this.answers = new Answers(settings.cacheBytes(), clock, new LateReceipts(receipts), peers, meanings);
    }

    Answers answers() {
        return answers;
    }

    /** Joins the cluster, if there is to be one. */
    void join() {
        if (peers instanceof HazelcastPeers cluster) {
            cluster.open();
        }
    }

    private boolean anyByMeaning() {
        return configuration.get().features().values().stream().anyMatch(feature -> semantic(feature) != null);
    }

    private boolean isClose(String name) {
        Semantic semantic = semantic(configuration.get().features().get(name));
        return semantic != null && semantic.compare().equals("close");
    }

    private static @Nullable Semantic semantic(@Nullable Feature feature) {
        return feature == null ? null : feature.cache().semantic();
    }

    @Override
    public void close() {
        peers.close();
        semantics.close();
    }
}
