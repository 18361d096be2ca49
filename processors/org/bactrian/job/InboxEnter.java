package org.bactrian.job;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.support.DefaultMessage;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.call.Entry;
import org.bactrian.config.Hash;
import org.bactrian.document.Documents;
import org.bactrian.provider.Json;

/** Step {@code llm-inbox-enter}: a file becomes variables; its folder names the feature, its content is its identity. */
final class InboxEnter implements Processor {
    private final Entry entry;

    InboxEnter(Entry entry) {
        this.entry = entry;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Path file = ((File) exchange.getMessage().getBody(GenericFile.class).getFile()).toPath();
        InboxFile inbox = new InboxFile(file);
        inbox.putOn(exchange);
        exchange.setMessage(new DefaultMessage(exchange.getContext()));
        entry.dispatch(exchange, inbox.feature(), "file");
        if (Files.size(file) > entry.settings().maxBody()) {
            String message = "The file has more than " + entry.settings().maxBody() + " bytes";
            throw new LlmRefused(ErrorCode.INPUT_TOO_LARGE, message, null);
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length == 0) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The file is empty", null);
        }
        Map<String, Object> variables = variables(bytes, inbox.name().toLowerCase(Locale.ROOT));
        exchange.getMessage().setBody(variables);
        exchange.setVariable(
                "LlmIdempotencyKey", "file-" + Hash.of(Json.tree(variables).toString()));
        identity(exchange);
    }

    private static Map<String, Object> variables(byte[] bytes, String name) {
        return name.endsWith(".json") ? JsonBody.variables(bytes) : Map.of("text", Documents.text(bytes, name));
    }

    private static void identity(Exchange exchange) {
        for (String part : new String[] {"user", "tier", "tenant"}) {
            String variable = "Llm" + part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1);
            exchange.getContext()
                    .getPropertiesComponent()
                    .resolveProperty("llm.inbox." + part)
                    .ifPresent(value -> exchange.setVariable(variable, value));
        }
    }
}
