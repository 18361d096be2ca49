package org.bactrian.job;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.bactrian.call.Entry;

/**
 * Bean {@code llm-inbox-filter}: leaves a file alone until nobody has written to it for a second, and while no model of its
 * feature takes a call.
 */
final class InboxFilter implements GenericFileFilter<Object> {
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final Entry entry;
    private final Clock clock;

    InboxFilter(Entry entry, Clock clock) {
        this.entry = entry;
        this.clock = clock;
    }

    @Override
    public boolean accept(GenericFile<Object> file) {
        return file.isDirectory() || (isQuiet(file) && !isDown(file));
    }

    private boolean isQuiet(GenericFile<Object> file) {
        return clock.millis() - file.getLastModified() >= QUIET.toMillis();
    }

    private boolean isDown(GenericFile<Object> file) {
        Path folder = Path.of(file.getAbsoluteFilePath()).getParent();
        return folder != null && entry.isDown(String.valueOf(folder.getFileName()));
    }
}
