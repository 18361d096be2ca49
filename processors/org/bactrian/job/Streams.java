package org.bactrian.job;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** Opens the event streams of callers. */
final class Streams {
    private final Supplier<Vertx> vertx;
    private final Duration heartbeat;
    private final Duration patience;
    private final Clock clock;

    Streams(Supplier<Vertx> vertx, Duration heartbeat, Duration patience, Clock clock) {
        this.vertx = vertx;
        this.heartbeat = heartbeat;
        this.patience = patience;
        this.clock = clock;
    }

    /** Gives the exchange a stream back to its caller; must come before {@link Http#enter}. */
    void open(Exchange exchange, String model, boolean includeUsage) {
        ChunkFrame frame = new ChunkFrame(model, includeUsage, clock);
        new EventStream(Http.request(exchange), vertx.get(), heartbeat, patience, frame).putOn(exchange);
    }
}
