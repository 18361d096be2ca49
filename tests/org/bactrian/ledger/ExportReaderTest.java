package org.bactrian.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.bactrian.ledger.ProviderExport.Billed;
import org.bactrian.ledger.ProviderExport.Item;
import org.bactrian.ledger.ProviderExport.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What providers' consoles export is read as it is; what cannot be right is refused with its line. */
final class ExportReaderTest {
    private static final String OPENAI_USAGE =
            """
            start_time,end_time,start_time_iso,end_time_iso,project_id,num_model_requests,model,batch,input_tokens,\
            output_tokens,input_cached_tokens,input_uncached_tokens
            1764028800,1764032400,2025-11-25T00:00:00+00:00,2025-11-25T01:00:00+00:00,proj_1,2.0,\
            gpt-4o-mini-2024-07-18,,1000,50,400,600
            1764032400,1764036000,2025-11-25T01:00:00+00:00,2025-11-25T02:00:00+00:00,,,,,,,,
            1764036000,1764039600,2025-11-25T02:00:00+00:00,2025-11-25T03:00:00+00:00,proj_1,1.0,\
            gpt-4o-mini-2024-07-18,,500.0,25,0,500
            """;
    private static final String OPENAI_COSTS =
            """
            start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id
            1764028800,1764115200,2025-11-25T00:00:00+00:00,2025-11-26T00:00:00+00:00,0.0008958740000000,usd,\
            "gpt-4o-mini-2024-07-18, input",proj_1
            1764028800,1764115200,2025-11-25T00:00:00+00:00,2025-11-26T00:00:00+00:00,0.0001,usd,\
            "gpt-4o-mini-2024-07-18, output",proj_1
            """;
    private static final String ANTHROPIC_USAGE =
            """
            usage_date_utc,model_version,api_key,workspace,usage_type,context_window,usage_input_tokens_no_cache,\
            usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,\
            usage_output_tokens,web_search_count
            2025-11-25,claude-haiku-4-5-20251001,k,Default,standard,≤ 200k,100,20,3,4000,50,0
            """;
    private static final String ANTHROPIC_COSTS =
            """
            usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,list_price_usd
            2025-11-25,Claude Haiku 4.5,Default,k,message,≤ 200k,input_no_cache,0.05,0.06
            2025-11-25,Claude Haiku 4.5,Default,k,message,≤ 200k,output,0.02,0.03
            """;
    private static final LocalDate DAY = LocalDate.parse("2025-11-25");

    @TempDir
    Path folder;

    private ProviderExport read(String text) throws IOException {
        return ExportReader.read(Files.writeString(folder.resolve("export"), text));
    }

    private static Billed tokens(long input, long cached, long written, long output) {
        return Billed.of(new Tokens(input, cached, written, output));
    }

    private void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ExportException.class).hasMessageContaining(reason);
    }

    @Test
    void the_usage_that_openai_exports() throws IOException {
        assertThat(read(OPENAI_USAGE).items())
                .containsOnlyKeys(new Item(DAY, "gpt-4o-mini-2024-07-18"))
                .containsValue(tokens(1500, 400, 0, 75));
    }

    @Test
    void the_costs_that_openai_exports() throws IOException {
        ProviderExport export = read(OPENAI_COSTS);

        assertThat(export.items()).containsOnlyKeys(new Item(DAY, "gpt-4o-mini-2024-07-18"));
        assertThat(export.items().get(export.items().firstKey()).usd()).isEqualByComparingTo("0.000995874");
        assertThat(export.rounding()).isLessThan(new BigDecimal("0.000000000001"));
    }

    @Test
    void the_usage_that_anthropic_exports() throws IOException {
        assertThat(read(ANTHROPIC_USAGE).items())
                .containsOnlyKeys(new Item(DAY, "claude-haiku-4-5-20251001"))
                .containsValue(tokens(4123, 4000, 23, 50));
    }

    @Test
    void the_costs_that_anthropic_exports_are_rounded_to_cents() throws IOException {
        ProviderExport export = read(ANTHROPIC_COSTS);
        Billed billed = export.items().get(new Item(DAY, "Claude Haiku 4.5"));

        assertThat(billed.usd()).isEqualByComparingTo("0.07");
        assertThat(billed.lines()).isEqualTo(2);
        assertThat(export.rounding()).isEqualByComparingTo("0.005");
    }

    @Test
    void the_bill_that_the_simulator_writes() throws IOException {
        String line = "{\"model\":\"sim-x?delay=1s\",\"promptSha256\":\"ab\",\"inputTokens\":%d,\"outputTokens\":7,"
                + "\"fault\":\"none\",\"epochMillis\":1764115199999}\n";

        assertThat(read(String.format(line, 30) + String.format(line, 12)).items())
                .containsOnlyKeys(new Item(DAY, "sim-x?delay=1s"))
                .containsValue(tokens(42, 0, 0, 14));
    }

    @Test
    void a_plain_table_with_tabs_and_a_byte_order_mark_and_other_spellings() throws IOException {
        assertThat(read("\uFEFFDate\tModel Name\tCost (USD)\r\n2025-11-25\tbig\t$1.50\r\n")
                        .items())
                .containsOnlyKeys(new Item(DAY, "big"))
                .containsValue(Billed.of(new BigDecimal("1.50")));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-25, 2025-11-25",
        "2025-11-25T23:59:59Z, 2025-11-25",
        "2025-11-25T23:59:59, 2025-11-25",
        "2025-11-25 23:59:59, 2025-11-25",
        "2025-11-26T00:30:00+01:00, 2025-11-25",
        "1764028800, 2025-11-25",
        "1764115199999, 2025-11-25"
    })
    void a_day_however_it_is_written(String written, LocalDate day) throws IOException {
        assertThat(read("day,model,usd\n" + written + ",m,1\n").firstDay()).isEqualTo(day);
    }

    @Test
    void a_file_that_does_not_exist_is_told() {
        assertThatThrownBy(() -> ExportReader.read(folder.resolve("none.csv")))
                .isInstanceOf(ExportException.class)
                .hasMessage("The export " + folder.resolve("none.csv") + " does not exist");
    }

    @Test
    void a_file_that_is_no_text_is_told() throws IOException {
        Path file = Files.write(folder.resolve("export"), "day,usd\n\u00fc".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> ExportReader.read(file))
                .isInstanceOf(ExportException.class)
                .hasMessageEndingWith("is not UTF-8 text");
    }

    @Test
    void a_broken_export_is_refused_with_its_line_and_the_reason() {
        assertRefused("", "holds nothing that was billed");
        assertRefused("day,model,usd\n", "holds nothing that was billed");
        assertRefused("when,model,usd\n", "has no column for the day");
        assertRefused("day,model\n2025-11-25,m\n", "has no column that counts");
        assertRefused("day,model,usd\nyesterday,m,1\n", "Line 2 of " + folder.resolve("export") + " has no day but");
        assertRefused("day,model,usd\n,m,1\n", "Line 2 of " + folder.resolve("export") + " has no day");
        assertRefused("day,model,usd\n2025-11-25,m,1\n2025-11-25,m,much\n", "Line 3 of");
        assertRefused("day,model,usd\n2025-11-25,m,much\n", "has \"much\" where a number should be");
        assertRefused("day,model,input_tokens\n2025-11-25,m,1.5\n", "has \"1.5\" where a number should be");
        assertRefused("day,model,usd,currency\n2025-11-25,m,1,eur\n", "is in eur, not in USD");
        assertRefused("day,model,usd\n2025-11-25,m\n", "has 2 fields, but the header has 3");
        assertRefused("day,model,usd\n2025-11-25,\"m,1\n", "cannot be read");
        assertRefused("{\"day\":\"2025-11-25\",\"usd\":1}\n{\"day\":\"20", "Line 2 of");
        assertRefused("{\"day\":\"2025-11-25\",\"usd\":1}\n[]\n", "has no column for the day");
    }
}
