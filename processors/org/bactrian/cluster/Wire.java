package org.bactrian.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small records as bytes (JSON, UTF-8), for other members. */
final class Wire {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private Wire() {}

    static byte[] bytes(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts and numbers is always JSON", e);
        }
    }

    /** Hands the message in such bytes on; what is none, such as one of another version, is left out. */
    static <T> void read(byte[] bytes, Class<T> type, Consumer<T> to) {
        try {
            T message = MAPPER.readValue(bytes, type);
            if (message != null) {
                to.accept(message);
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("Another node sent what is no {}", type.getSimpleName(), e);
        }
    }
}
