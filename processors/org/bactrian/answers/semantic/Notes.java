package org.bactrian.answers.semantic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was learnt, as JSON beside the answers. */
final class Notes {
    private static final Logger LOG = LoggerFactory.getLogger(Notes.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private Notes() {}

    static String write(Object learnt) {
        try {
            return JSON.writeValueAsString(learnt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was learnt cannot be written", e);
        }
    }

    /** Empty if it cannot be read, which costs the learning and nothing else. */
    static <T> Optional<T> read(String note, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(note, type));
        } catch (JsonProcessingException e) {
            LOG.warn("A note of the semantic cache cannot be read and is learnt anew: {}", e.getOriginalMessage());
            return Optional.empty();
        }
    }
}
