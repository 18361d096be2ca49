package org.bactrian.ledger;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an export tells, under the names that OpenAI, Anthropic, the simulator's bill and plain files have for it. */
enum ExportColumn {
    DAY(
            "usage_date_utc",
            "date",
            "day",
            "usage_date",
            "start_time_iso",
            "start_time",
            "timestamp",
            "created_at",
            "created",
            "epoch_millis"),
    MODEL("model", "model_version", "snapshot_id", "model_name", "model_id", "line_item"),
    USD("cost_usd", "amount_value", "amount_usd", "usd", "cost", "cost_in_usd", "total_cost_usd"),
    CURRENCY("amount_currency", "currency"),
    /** All of the input. */
    INPUT("input_tokens", "prompt_tokens", "n_context_tokens_total", "total_input_tokens"),
    /** What of it came out of a cache. */
    CACHED("input_cached_tokens", "cached_tokens", "cached_input_tokens"),
    /** What of the input neither came out of a cache nor went into one, where that is told instead. */
    FRESH("usage_input_tokens_no_cache", "uncached_input_tokens"),
    /** More than one of these may be told. */
    WRITTEN(
            "usage_input_tokens_cache_write",
            "usage_input_tokens_cache_write_5m",
            "usage_input_tokens_cache_write_1h",
            "cache_creation_input_tokens"),
    READ("usage_input_tokens_cache_read", "cache_read_input_tokens"),
    OUTPUT(
            "output_tokens",
            "completion_tokens",
            "usage_output_tokens",
            "n_generated_tokens_total",
            "total_output_tokens");

    @SuppressWarnings("ImmutableEnumChecker") // a list of List.of never changes
    private final List<String> names;

    ExportColumn(String... names) {
        this.names = List.of(names);
    }

    /** A column's name in small letters and underscores, however it was written; a byte order mark before it goes too. */
    static String name(String written) {
        return written.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
    }

    boolean isAmong(Map<String, ?> columns) {
        return names.stream().anyMatch(columns::containsKey);
    }

    /** The values a line has for it. */
    Stream<String> all(Map<String, String> line) {
        return names.stream()
                .map(line::get)
                .filter(value -> value != null && !value.isBlank())
                .map(String::strip);
    }

    @Nullable
    String first(Map<String, String> line) {
        return all(line).findFirst().orElse(null);
    }
}
