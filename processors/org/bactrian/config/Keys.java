package org.bactrian.config;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys in force. {@link #refresh} reads their file again if it changed: a good change counts at once, a bad one
 * is told and the old keys stay. Where a key was needed it stays needed: with the last one revoked nobody may call.
 * Thread-safe.
 */
public final class Keys {
    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);
    private static final int PREFIX = 8;

    private final @Nullable KeysFile file;
    private final String pepper;
    private final Clock clock;
    private volatile @Nullable Known known;
    private String stamp = "";

    /**
     * Reads the file at once; throws {@link ConfigurationException} if that cannot be done.
     *
     * @param file where the keys stand, or null for none
     * @param pepper the secret they are hashed under; may be empty while there are no keys
     */
    public Keys(@Nullable KeysFile file, String pepper, Clock clock) {
        this.file = file;
        this.pepper = pepper;
        this.clock = clock;
        refreshOrThrow();
    }

    /** Keys by the first digits of their hashes, so that few are compared. */
    private record Known(Pepper pepper, Map<String, List<ApiKey>> byPrefix) {
        Optional<ApiKey> find(String key) {
            String hash = pepper.hash(key);
            return byPrefix.getOrDefault(prefix(hash), List.of()).stream()
                    .filter(entry -> MessageDigest.isEqual(
                            entry.hash().getBytes(US_ASCII), hash.getBytes(US_ASCII))) // in constant time
                    .findFirst();
        }
    }

    private static String prefix(String hash) {
        return hash.substring(0, PREFIX);
    }

    /** Whether callers need a key. */
    public boolean configured() {
        return known != null;
    }

    /** The entry of a key, if it works now. */
    public Optional<ApiKey> find(String key) {
        Known all = known;
        return all == null ? Optional.empty() : all.find(key).filter(entry -> !entry.expired(clock.instant()));
    }

    /** Looks at the file; returns whether a change came into force. */
    public synchronized boolean refresh() {
        try {
            boolean changed = refreshOrThrow();
            if (changed) {
                LOG.info("The API keys changed");
            }
            return changed;
        } catch (ConfigurationException e) {
            LOG.error("The API keys changed but are not taken over; the old ones stay in force:");
            e.faults().forEach(fault -> LOG.error("{}", fault));
            return false;
        }
    }

    private boolean refreshOrThrow() {
        String now = file == null ? stamp : file.stamp();
        if (file == null || now.equals(stamp)) {
            return false;
        }
        stamp = now;
        List<ApiKey> keys = read(file);
        if (keys.isEmpty() && !configured()) {
            return false;
        }
        Map<String, List<ApiKey>> byPrefix = keys.stream().collect(Collectors.groupingBy(key -> prefix(key.hash())));
        known = new Known(new Pepper(pepper), byPrefix);
        return true;
    }

    /** A file that vanishes is rather a slip than a decision to lock everybody out. */
    private List<ApiKey> read(KeysFile from) {
        String text = from.text();
        if (configured() && text.isBlank()) {
            throw from.fault("is gone or empty", "Bring it back; to let nobody in, write \"keys: []\"");
        }
        return from.parse(text);
    }
}
