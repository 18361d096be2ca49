package org.bactrian.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.LlmException;
import org.bactrian.call.Entry;
import org.bactrian.provider.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Step {@code llm-inbox-failed}: the original goes to {@code .failed}, the reason stands beside it. */
final class InboxFailed implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(InboxFailed.class);

    private final Entry entry;

    InboxFailed(Entry entry) {
        this.entry = entry;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        LlmException failure = Failure.caught(exchange);
        InboxFile file = InboxFile.on(exchange);
        if (Failure.isForLater(exchange, entry, failure, file.feature())) {
            LOG.info("File {} waits: {}", file.path(), failure.getMessage());
            return;
        }
        String given = exchange.getMessage().getHeader("CamelLlmInferenceId", String.class);
        String id = given == null ? UuidCreator.getTimeOrderedEpoch().toString() : given;
        file.moveTo(exchange, ".failed", id);
        Path moved = Path.of(exchange.getProperty(InboxFile.MOVE_TO, String.class));
        ObjectNode error = ErrorBody.of(failure);
        error.put("file", file.name()).put("inference_id", id);
        String bare = moved.getFileName().toString().replaceFirst("\\.[^.]+$", "");
        AtomicFile.write(file.folder().resolve(".failed"), bare + ".error.json", id, Json.bytes(error));
        LOG.warn("File {} failed: {}", file.path(), failure.getMessage());
    }
}
