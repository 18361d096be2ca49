package org.bactrian.job;

import java.time.Clock;
import java.time.Duration;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/** Bean {@code llm-inbox-filter}: leaves a file alone until nobody has written to it for a second. */
final class InboxFilter implements GenericFileFilter<Object> {
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Clock clock;

    InboxFilter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean accept(GenericFile<Object> file) {
        return file.isDirectory() || clock.millis() - file.getLastModified() >= QUIET.toMillis();
    }
}
