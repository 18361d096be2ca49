package org.bactrian.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The llm.* keys of application.properties, typed.
 *
 * @param home where models.yaml and the rest stand
 * @param maxBody bytes of one request, and of one provider answer
 * @param tenantMonthly USD of one tenant a month, or null for no cap
 * @param deploymentMonthly USD of the whole deployment a month, or null for no cap
 * @param storeConnections to the store at one time, at most
 * @param storeConnectTimeout how long a caller may wait for a connection to the store
 * @param storeSocketTimeout how long a store on another machine may leave a question unanswered
 * @param cluster what this process shares answers over, or null if it is on its own
 * @param lease how long a process may go unseen by the store before others take it for dead
 * @param keysFile where the API keys of callers stand, relative to the application, or null for none
 * @param keysPepper secret under which they are hashed; may be empty while there are none
 * @param workers threads of the bounded pool on Java below 24
 * @param heartbeat silence of a stream after which a comment is sent
 * @param slowReader how long the reader of a stream may take for what has been sent
 * @param cacheBytes of memory that kept answers may take, and as much again those for bad days
 * @param storeContent whether questions and answers that are kept to be served again may lie on disk
 * @param supersedePause how long a call that a newer one may cancel waits for it before anything is sent
 * @param rawModels whether callers may ask for models by name, past the features
 * @param drain how long calls in flight may take to end at shutdown
 */
public record Settings(
        Path home,
        Path dataDir,
        long maxBody,
        List<String> tiers,
        String defaultTier,
        @Nullable BigDecimal tenantMonthly,
        @Nullable BigDecimal deploymentMonthly,
        @Nullable String storeUrl,
        String storeUser,
        String storePassword,
        int storeConnections,
        Duration storeConnectTimeout,
        Duration storeSocketTimeout,
        @Nullable Path keysFile,
        String keysPepper,
        @Nullable ClusterSettings cluster,
        Duration lease,
        int workers,
        Duration drain,
        Duration heartbeat,
        Duration slowReader,
        long cacheBytes,
        boolean storeContent,
        Duration supersedePause,
        boolean rawModels,
        boolean simulator) {

    private static final long MOST_BYTES = 1L << 30;

    /**
     * Reads the keys.
     *
     * @param property value of a key, if it is set
     * @throws ConfigurationException if a value cannot be used
     */
    public static Settings read(Function<String, Optional<String>> property) {
        SettingsReader in = new SettingsReader(property);
        List<String> tiers = List.of(in.text("llm.tiers", "free,pro").split("\\s*,\\s*"));
        Settings settings = new Settings(
                HomeLocation.of(in.text("llm.home", "file:.")),
                Path.of(in.text("llm.data-dir", "data")),
                in.as("llm.max-body", "10MB", "10MB", Settings::bytes),
                tiers,
                in.text("llm.default-tier", tiers.get(0)),
                in.cap("llm.tenant-monthly"),
                in.cap("llm.deployment-monthly"),
                in.optional("llm.store.url").orElse(null),
                in.text("llm.store.user", "sa"),
                in.text("llm.store.password", ""),
                in.as("llm.store.connections", "16", "16", Settings::positive),
                in.as("llm.store.connect-timeout", "5s", "5s", Span::parse),
                in.as("llm.store.socket-timeout", "10s", "10s", Span::parse),
                in.optional("llm.keys-file").map(Path::of).orElse(null),
                in.text("llm.keys-pepper", ""),
                cluster(in),
                in.as("llm.lease", "60s", "60s", Span::parse),
                in.as("llm.workers", "256", "256", Settings::positive),
                in.as("llm.drain", "30s", "30s", Span::parse),
                in.as("llm.stream.heartbeat", "10s", "10s", Span::parse),
                in.as("llm.stream.slow-reader", "30s", "30s", Span::parse),
                in.as("llm.cache.max-bytes", "64MB", "64MB", Settings::bytes),
                in.as("llm.store-content", "off", "full", Settings::content),
                in.as("llm.supersede-pause", "200ms", "200ms", Span::parse),
                in.as("llm.raw-models", "off", "on", Settings::onOff),
                in.as("llm.simulator", "on", "on", Settings::onOff));
        in.check(tiers.contains(settings.defaultTier), "llm.default-tier", "is not one of llm.tiers " + tiers, "");
        in.finish();
        return settings;
    }

    private static @Nullable ClusterSettings cluster(SettingsReader in) {
        boolean on = in.as("llm.cluster", "off", "hazelcast", ClusterSettings::hazelcast);
        ClusterSettings settings = new ClusterSettings(
                in.as("llm.cluster.name", "bactrian", "bactrian", ClusterSettings::name),
                in.text("llm.cluster.interface", "127.0.0.1"),
                in.as("llm.cluster.port", "5701", "5701", ClusterSettings::port),
                in.as("llm.cluster.members", "", "10.0.0.5:5701,10.0.0.6:5701", ClusterSettings::members));
        return on ? settings : null;
    }

    private static int positive(String text) {
        int number = Integer.parseInt(text.strip());
        if (number < 1) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static boolean onOff(String text) {
        return switch (text) {
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static boolean content(String text) {
        return switch (text) {
            case "full" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException(text); // redacted comes with redaction
        };
    }

    /** Bytes of for example {@code 10MB}, {@code 512KB} or {@code 4096}; at most 1 GB, because bodies are held in memory. */
    static long bytes(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        int shift = upper.endsWith("MB") ? 20 : upper.endsWith("KB") ? 10 : 0;
        long number = Long.parseLong(
                shift == 0 ? upper : upper.substring(0, upper.length() - 2).strip());
        if (number < 1 || number > MOST_BYTES >> shift) {
            throw new IllegalArgumentException(text);
        }
        return number << shift;
    }
}
