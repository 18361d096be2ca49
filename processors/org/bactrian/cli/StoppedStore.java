package org.bactrian.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.bactrian.config.Settings;
import org.bactrian.job.BookPages;
import org.bactrian.ledger.Store;

/** The books of a service that is not running, out of its store. */
final class StoppedStore implements BookSource {
    private static final String FILE = "jdbc:h2:file:";

    private final Store store;
    private final String place;

    private StoppedStore(Store store, String place) {
        this.store = store;
        this.place = place;
    }

    /** Opens the store of a folder; empty if there is none yet, for none is made by looking. */
    static Optional<BookSource> open(AppFolder folder) {
        Settings settings = folder.settings();
        String url = url(folder);
        String place = url.replaceFirst("[;?].*", ""); // what follows may hold a password
        if (place.startsWith(FILE) && !Files.exists(Path.of(place.substring(FILE.length()) + ".mv.db"))) {
            return Optional.empty();
        }
        Store store = Store.open(url, settings.storeUser(), settings.storePassword());
        return Optional.of(new StoppedStore(store, place));
    }

    /** A relative folder is meant from where application.properties stands, as at the start of the service. */
    private static String url(AppFolder folder) {
        String url = folder.settings().storeUrl();
        if (url == null) {
            return Store.fileUrl(folder.path().resolve(folder.settings().dataDir()));
        }
        return url.replaceFirst("^" + FILE + "(?![/~.]|\\w:)", Matcher.quoteReplacement(FILE + folder.path() + "/"));
    }

    @Override
    public JsonNode page(String page, Map<String, String> asked) {
        return new BookPages(store, Map.of(), Clock.systemUTC().instant()).page(page, asked, null);
    }

    @Override
    public String place() {
        return place + " (the service is not running)";
    }

    @Override
    public void close() {
        store.close();
    }
}
