package org.bactrian.job;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;

/** A file of the inbox and where it goes when it is done. */
record InboxFile(Path path) {
    /** The exchange property the file component's move option reads. */
    static final String MOVE_TO = "llmMoveTo";

    private static final String PROPERTY = "llmInboxFile";

    void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
        moveTo(exchange, ".failed", "unnamed");
    }

    static InboxFile on(Exchange exchange) {
        return exchange.getProperty(PROPERTY, InboxFile.class);
    }

    String name() {
        return path.getFileName().toString();
    }

    String feature() {
        return String.valueOf(folder().getFileName());
    }

    Path folder() {
        return path.toAbsolutePath().resolveSibling("").normalize();
    }

    /** Sends the original into a sub-folder of its own; a taken name gets a suffix. */
    void moveTo(Exchange exchange, String subFolder, String inferenceId) {
        String free = Names.free(
                name(),
                inferenceId,
                name -> !Files.exists(folder().resolve(subFolder).resolve(name)));
        exchange.setProperty(MOVE_TO, folder().resolve(subFolder).resolve(free).toString());
    }
}
