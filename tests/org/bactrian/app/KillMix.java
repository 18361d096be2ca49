package org.bactrian.app;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The models of a crash test with all they do wrong, and the features that call them; none is shared. */
final class KillMix {
    /** Bills more than the worst case, which closes every scope of the call: to be asked seldom. */
    static final String GREEDY = "greedy";

    /** The same, and a thousand times what is on the bill. */
    static final String LIAR = "liar";

    /** Its callers may leave before there is an answer. */
    static final String SLOW = "slow";

    /** Streams whose callers may leave, and that may go on past what they were asked for. */
    static final Set<String> STREAMS = Set.of("paced", "long");

    /**
     * What may be billed and not be seen: of a stream that was stopped, what its provider had written and we had not
     * read; of an answer that is longer than the worst case, what is beyond that if it ended with a crash.
     */
    static final Set<String> UNSEEN = Set.of("paced", "long", GREEDY);

    /** What a whole one of them is billed for its output at most, USD. */
    static final BigDecimal UNSEEN_USD = new BigDecimal("0.0013");

    private static final String STALLING = "stalling";
    private static final String NEVER_OPEN = "circuitBreaker: {minimumCalls: 1000000, slidingWindow: 1000000}";
    private static final String PATIENT = "timeouts: {firstToken: 5s, idle: 2s, attempt: 8s, total: 12s}";
    private static final String HASTY = "timeouts: {firstToken: 1s, idle: 500ms, attempt: 1s, total: 4s}";

    private final Map<String, List<String>> models = new LinkedHashMap<>();
    private final TestFolder folder;

    /**
     * Nothing is written yet.
     *
     * @param store its URL; empty for the embedded one
     */
    KillMix(Path path, String store, int simulator) {
        this.folder = new TestFolder(path)
                .property("llm.lease", "3s")
                .property("simulator.port", Integer.toString(simulator))
                .property("llm.simulator", "off");
        if (!store.isEmpty()) {
            folder.property("llm.store.url", store);
        }
        add("whole", "");
        add(SLOW, "delay=200ms");
        add("late", "delay=900ms");
        add("paced", "chunks=40&every=10ms");
        add("long", "chunks=150&every=4ms");
        add("untold", "fault=no-usage");
        add("wrong", "fault=wrong-usage");
        add("form", "fault=schema-invalid", "");
        add("broken", "fault=503", "fault=reset", "");
        add("torn", "fault=reset-mid", "");
        add("failing", "fault=error-event", "");
        add(STALLING, "fault=stall", "");
        add(GREEDY, "chunks=150");
        add(LIAR, "fault=huge-usage");
    }

    private void add(String feature, String... queries) {
        List<String> remotes = new ArrayList<>();
        for (int i = 0; i < queries.length; i++) {
            remotes.add("sim-" + feature + i + (queries[i].isEmpty() ? "" : "?" + queries[i]));
            folder.model(feature + i, remotes.get(i), NEVER_OPEN, "retryBudget: 1");
        }
        models.put(feature, remotes);
    }

    /** A feature's models, as the simulator's bill names them. */
    List<String> models(String feature) {
        return models.getOrDefault(feature, List.of());
    }

    List<String> features() {
        return List.copyOf(models.keySet());
    }

    /** Writes the application, on a port of its own, with caps so much above what is taken of them, USD. */
    void write(Map<String, BigDecimal> taken, BigDecimal room) {
        BigDecimal wide = room.multiply(BigDecimal.valueOf(models.size()));
        BigDecimal tenant = cap(taken, "tenant:acme", wide).max(cap(taken, "tenant:globex", wide));
        features().forEach(feature -> write(feature, cap(taken, "feature:" + feature, room)));
        folder.property("camel.server.port", Integer.toString(Ports.free()))
                .property("llm.tenant-monthly", tenant.toPlainString())
                .property(
                        "llm.deployment-monthly",
                        cap(taken, "deployment:all", wide).toPlainString())
                .complete("features", "books");
    }

    private static BigDecimal cap(Map<String, BigDecimal> taken, String scope, BigDecimal room) {
        return taken.getOrDefault(scope, BigDecimal.ZERO).add(room).setScale(4, RoundingMode.UP);
    }

    /** A user's and a session's money are soon used up. */
    private void write(String feature, BigDecimal monthly) {
        String names =
                String.join(", ", models(feature).stream().map(KillMix::local).toList());
        folder.feature(
                feature,
                names,
                "limits: {maxOutputTokens: 120}",
                feature.equals(STALLING) ? HASTY : PATIENT,
                feature.equals("form") ? "output: note" : "stream: validated",
                "budget: {userDaily: {free: 0.004}, sessionTotal: 0.006, monthly: " + monthly.toPlainString()
                        + ", tags: {crash-" + feature + ": " + monthly.add(BigDecimal.ONE) + "}}");
    }

    private static String local(String remote) {
        return remote.replaceFirst("^sim-", "").replaceFirst("\\?.*", "");
    }
}
