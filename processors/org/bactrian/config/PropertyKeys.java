package org.bactrian.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The llm.* keys of application.properties: which there are, and which have no effect yet. */
public final class PropertyKeys {
    private static final String FILE = "application.properties";

    private static final Set<String> KNOWN = Set.of(
            "llm.home",
            "llm.data-dir",
            "llm.inbox",
            "llm.inbox.concurrency",
            "llm.inbox.delay",
            "llm.inbox.user",
            "llm.inbox.tier",
            "llm.inbox.tenant",
            "llm.outbox",
            "llm.max-body",
            "llm.store.url",
            "llm.store.user",
            "llm.store.password",
            "llm.store.connections",
            "llm.store.connect-timeout",
            "llm.store.socket-timeout",
            "llm.keys-file",
            "llm.keys-pepper",
            "llm.lease",
            "llm.cluster",
            "llm.cluster.members",
            "llm.cluster.port",
            "llm.cluster.interface",
            "llm.cluster.name",
            "llm.broker.url",
            "llm.broker.port",
            "llm.queue.consumers",
            "llm.tiers",
            "llm.default-tier",
            "llm.tenant-monthly",
            "llm.deployment-monthly",
            "llm.simulator",
            "llm.workers",
            "llm.drain",
            "llm.raw-models",
            "llm.alerts",
            "llm.alerts.every",
            "llm.stream.heartbeat",
            "llm.cache.max-bytes",
            "llm.store-content",
            "llm.supersede-pause",
            "llm.stream.slow-reader");

    /** Keys of later versions, with the value that means "not used". */
    private static final Map<String, String> LATER = Map.of(
            "llm.retention", "30d",
            "llm.gate", "off",
            "llm.semconv", "current");

    private PropertyKeys() {}

    /** Throws {@link ConfigurationException} for keys that do not exist or would be set in vain. */
    public static void check(Map<String, String> properties) {
        List<Fault> faults = new ArrayList<>();
        new TreeMap<>(properties).forEach((key, value) -> {
            if (LATER.containsKey(key)) {
                checkUnused(key, value.strip(), faults);
            } else if (key.startsWith("llm.") && !KNOWN.contains(key)) {
                String fix = Suggestion.nearest(key, KNOWN)
                        .map(near -> "Did you mean \"" + near + "\"?")
                        .orElse("The keys are listed in the application.properties that comes with Bactrian");
                faults.add(new Fault(FILE, 0, key, "is not a key of Bactrian", fix));
            }
        });
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults);
        }
    }

    private static void checkUnused(String key, String value, List<Fault> faults) {
        String unused = LATER.get(key);
        if (!value.equals(unused) && !value.isEmpty()) {
            faults.add(
                    new Fault(FILE, 0, key, "has no effect in this version", "Write \"" + key + "=" + unused + "\""));
        }
    }
}
