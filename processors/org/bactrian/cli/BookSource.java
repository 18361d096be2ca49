package org.bactrian.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a command reads the books: from the service that keeps them, or from the store of one that is not running. */
interface BookSource extends AutoCloseable {
    /**
     * One page.
     *
     * @param page usage, budgets, ledger or ledger/days
     * @param asked its parameters
     * @throws BooksException or {@link org.bactrian.LlmRefused} if it cannot be had
     */
    JsonNode page(String page, Map<String, String> asked);

    /** Where the books are, for a person. */
    String place();

    @Override
    void close();

    /**
     * The service of a folder if it runs, else the folder's store; empty if there is neither.
     *
     * @param url of another service to ask, or null
     * @param key the API key to show to a service, or null
     */
    static Optional<BookSource> of(AppFolder folder, @Nullable URI url, @Nullable String key) {
        if (url != null) {
            return Optional.of(new RunningService(url, key));
        }
        RunningService own = RunningService.of(folder, key);
        return own.answers() ? Optional.of(own) : StoppedStore.open(folder);
    }
}
