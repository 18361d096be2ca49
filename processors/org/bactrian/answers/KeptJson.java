package org.bactrian.answers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/** A kept answer as bytes (JSON, UTF-8), for the store and for other processes. */
public final class KeptJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private KeptJson() {}

    /** As it is written: times in ms, since 1970 and long. */
    private record Written(Answer answer, Origin origin, long madeAt, long ttl) {}

    public static byte[] write(Kept kept) {
        try {
            return MAPPER.writeValueAsBytes(new Written(
                    kept.answer(),
                    kept.origin(),
                    kept.madeAt().toEpochMilli(),
                    kept.ttl().toMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException("a record of texts and numbers is always JSON", e);
        }
    }

    /**
     * The answer in such bytes.
     *
     * @throws IOException if they are something else, such as what another version wrote
     */
    public static Kept read(byte[] bytes) throws IOException {
        Written written = MAPPER.readValue(bytes, Written.class);
        return new Kept(
                written.answer(),
                written.origin(),
                Instant.ofEpochMilli(written.madeAt()),
                Duration.ofMillis(written.ttl()));
    }
}
