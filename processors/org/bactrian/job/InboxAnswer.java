package org.bactrian.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Step {@code llm-inbox-answer}: writes the answer into the outbox and sends the original to {@code .done}. */
final class InboxAnswer implements Processor {
    @Override
    public void process(Exchange exchange) throws IOException {
        InboxFile file = InboxFile.on(exchange);
        Message message = exchange.getMessage();
        String id = message.getHeader("CamelLlmInferenceId", String.class);
        String type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        String ending = type.contains("json") ? ".json" : ".txt";
        Path outbox = Path.of(exchange.getContext().resolvePropertyPlaceholders("{{llm.outbox}}"));
        String bare = file.name().replaceFirst("\\.[^.]+$", "");
        byte[] answer = message.getBody(String.class).getBytes(UTF_8);
        AtomicFile.write(outbox.resolve(file.feature()), bare + ending, id, answer);
        file.moveTo(exchange, ".done", id);
    }
}
