package org.bactrian.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.bactrian.config.Home;
import org.bactrian.config.Loader;
import org.bactrian.config.Settings;
import org.bactrian.job.BookRows;
import org.bactrian.ledger.Comparison;
import org.bactrian.ledger.DayBook;
import org.bactrian.ledger.ExportReader;
import org.bactrian.ledger.ProviderExport;
import org.bactrian.provider.Model;

/** Holds the books against a provider's export; names and prices of models are those of the folder's models.yaml. */
final class ProviderCheck {
    private ProviderCheck() {}

    static Comparison of(AppFolder folder, BookSource books, Path file) {
        ProviderExport export = ExportReader.read(file);
        String first = export.firstDay().toString();
        String after = export.lastDay().plusDays(1).toString();
        JsonNode page = books.page("ledger/days", Map.of("from", first, "to", after));
        List<DayBook.Row> days = StreamSupport.stream(page.path("data").spliterator(), false)
                .map(BookRows::day)
                .toList();
        return Comparison.of(days, export, models(folder));
    }

    private static Collection<Model> models(AppFolder folder) {
        Settings settings = folder.settings();
        Home home = new Home(folder.path().resolve(settings.home()).normalize());
        return Loader.load(home, folder::resolve, settings.tiers(), settings.rawModels())
                .models()
                .values();
    }
}
