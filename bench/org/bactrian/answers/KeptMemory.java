package org.bactrian.answers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import org.bactrian.provider.Usage;

/**
 * Measures the memory of kept answers: the heap before and after, with its garbage collected. Usage: KeptMemory ENTRIES
 * CHARACTERS.
 */
public final class KeptMemory {
    private static final long UNBOUNDED = 1L << 40;
    private static final int COLLECTIONS = 5;

    private KeptMemory() {}

    public static void main(String[] arguments) throws InterruptedException {
        int entries = Integer.parseInt(arguments[0]);
        int characters = Integer.parseInt(arguments[1]);
        Caches caches = new Caches(UNBOUNDED, InstantSource.system());
        long before = heap();
        for (int i = 0; i < entries; i++) {
            caches.put(fingerprint(), kept(i, characters));
        }
        long after = heap();
        if (caches.entries() != entries) {
            throw new IllegalStateException("only " + caches.entries() + " are kept");
        }
        System.out.println(String.format(
                Locale.ROOT,
                "%d answers of %d characters: heap %d MB before, %d MB after, %d bytes each;"
                        + " llm.cache.max-bytes counts %d each",
                entries,
                characters,
                before >> 20,
                after >> 20,
                (after - before) / entries,
                caches.bytes() / entries));
    }

    /** As long as a hash. */
    private static String fingerprint() {
        return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    }

    private static Kept kept(int serial, int characters) {
        String text = (serial + " ").repeat(characters).substring(0, characters);
        Answer answer = new Answer(text, false, "sim-small", true, new Usage(300, 0, characters / 4));
        Origin origin = new Origin("default", "reply-draft", "reply-draft.v1", "user-" + serial, "");
        return new Kept(answer, origin, Instant.now(), Duration.ofHours(24));
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
