package org.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bactrian.feature.CacheRules.Scope;
import org.bactrian.feature.Feature;
import org.bactrian.feature.Feature.OnRefusal;
import org.bactrian.provider.Dialect;
import org.bactrian.provider.Model;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home folder is read whole, or everything wrong with it is told with file, line and a way to mend it. */
final class LoaderTest {
    private static final String FILE = "features/triage.yaml";

    private HomeFolder home;

    @BeforeEach
    void write(@TempDir Path folder) {
        home = new HomeFolder(folder);
    }

    @Test
    void a_good_home_loads() {
        Configuration configuration = home.load();

        assertThat(configuration.features()).containsOnlyKeys("triage");
        assertThat(configuration.prompts()).containsOnlyKeys("triage.v1");
        assertThat(configuration.schemas()).containsOnlyKeys("triage");
        assertThat(configuration.models()).containsOnlyKeys("sim-small");
        assertThat(configuration.notes()).isEmpty();
    }

    @Test
    void what_a_feature_leaves_out_has_its_default() {
        Feature feature = home.load().features().get("triage");

        assertThat(feature.name()).isEqualTo("triage");
        assertThat(feature.description()).isEmpty();
        assertThat(feature.stream()).isEqualTo("validated");
        assertThat(feature.target()).isEqualTo(Duration.ofSeconds(3));
        assertThat(feature.limits().maxInputTokens()).isEqualTo(8000);
        assertThat(feature.limits().maxDocumentTokens()).isEqualTo(1_000_000);
        assertThat(feature.limits().maxOutputTokens()).isEqualTo(500);
        assertThat(feature.limits().requestsPerMinute()).isEmpty();
        assertThat(feature.limits().concurrency()).isNull();
        assertThat(feature.repair().attempts()).isEqualTo(1);
        assertThat(feature.onRefusal()).isEqualTo(OnRefusal.ANSWER);
        assertThat(feature.onFailure()).extracting(step -> step.asText()).containsExactly("unavailable");
        assertThat(feature.jobs()).isEqualTo(new Feature.Jobs(4, "normal"));
    }

    @Test
    void times_have_their_defaults() {
        Feature feature = home.load().features().get("triage");

        assertThat(feature.retry()).isEqualTo(new Feature.Retry(3, Duration.ofMillis(200), Duration.ofSeconds(5)));
        assertThat(feature.timeouts().connect()).isEqualTo(Duration.ofSeconds(2));
        assertThat(feature.timeouts().firstToken()).isEqualTo(Duration.ofSeconds(10));
        assertThat(feature.timeouts().idle()).isEqualTo(Duration.ofSeconds(5));
        assertThat(feature.timeouts().attempt()).isEqualTo(Duration.ofSeconds(20));
        assertThat(feature.timeouts().total()).isEqualTo(Duration.ofSeconds(30));
        assertThat(feature.timeouts().job()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void without_a_word_about_it_nothing_is_capped_and_nothing_is_shared() {
        Feature feature = home.load().features().get("triage");

        assertThat(feature.budget().userDaily()).isEmpty();
        assertThat(feature.budget().tags()).isEmpty();
        assertThat(feature.budget().sessionTotal()).isNull();
        assertThat(feature.budget().monthly()).isNull();
        assertThat(feature.budget().perCall()).isNull();
        assertThat(feature.budget().alertAt()).isEqualByComparingTo("0.8");
        assertThat(feature.cache().exact()).isNull();
        assertThat(feature.cache().semantic()).isNull();
    }

    @Test
    void an_exact_cache_lasts_a_day_within_the_tenant_if_nothing_else_is_said() {
        home.write(FILE, HomeFolder.FEATURE + "cache: {exact: {}}\n");

        Feature feature = home.load().features().get("triage");

        assertThat(feature.cache().exact().ttl()).isEqualTo(Duration.ofHours(24));
        assertThat(feature.cache().exact().scope()).isEqualTo(Scope.TENANT);
    }

    @Test
    void what_a_model_leaves_out_has_its_default() {
        Model model = home.load().models().get("sim-small");

        assertThat(model.remoteName()).isEqualTo("sim-small");
        assertThat(model.kind()).isEqualTo("chat");
        assertThat(model.retryBudget()).isEqualTo(0.1);
        assertThat(model.circuitBreaker())
                .isEqualTo(new Model.BreakerRules(50, 10, 20, Duration.ofSeconds(20), Duration.ofSeconds(30)));
        assertThat(model.provider().dialect()).isSameAs(Dialect.named("openai"));
        assertThat(model.provider().baseUrl()).isEqualTo("http://127.0.0.1:8080/simulator/v1");
        assertThat(model.prices()).hasSize(1);
        assertThat(model.prices().get(0).cachedInput()).isEqualByComparingTo("0.10");
    }

    @Test
    void money_may_be_a_whole_number() {
        home.write(FILE, HomeFolder.FEATURE + "budget: {monthly: 100, userDaily: {free: 1}}\n");

        Feature feature = home.load().features().get("triage");

        assertThat(feature.budget().monthly()).isEqualByComparingTo("100");
        assertThat(feature.budget().userDaily()).containsEntry("free", BigDecimal.ONE);
    }

    @Test
    void prices_may_be_dated_and_stand_in_any_order() {
        String dated =
                """
                [{from: 2026-07-01, input: 2, output: 3}, {from: 2026-01-01, input: 1, output: 2, cachedInput: 0.5}]
                """;
        home.write("models.yaml", HomeFolder.MODELS.replace("0.10\n", dated));

        Model model = home.load().models().get("sim-small");

        assertThat(model.prices())
                .extracting(price -> price.from().toString())
                .containsExactly("2026-01-01", "2026-07-01");
        assertThat(model.prices())
                .extracting(price -> price.cachedInput().toString())
                .containsExactly("0.5", "2");
    }

    @Test
    void a_placeholder_in_place_of_a_number_gets_the_type_of_a_number() {
        home.write(
                "models.yaml",
                HomeFolder.MODELS.replace("0.10", "\"{{price}}\"").replace("16000", "\"{{size}}\""));
        home.write(FILE, HomeFolder.FEATURE + "limits: {requestsPerMinute: {free: \"{{rate}}\"}}\n");

        Configuration configuration = home.load(Map.of("price", "0.25", "size", "32000", "rate", "7"));

        Model model = configuration.models().get("sim-small");
        assertThat(model.prices().get(0).input()).isEqualByComparingTo("0.25");
        assertThat(model.context()).isEqualTo(32_000);
        assertThat(configuration.features().get("triage").limits().requestsPerMinute())
                .isEqualTo(Map.of("free", 7));
    }

    @Test
    void a_placeholder_in_place_of_a_truth_gets_the_type_of_a_truth() {
        home.write(FILE, HomeFolder.FEATURE + "budget: {lowerMaxTokens: \"{{lower}}\"}\n");

        Configuration configuration = home.load(Map.of("lower", "true"));

        assertThat(configuration.features().get("triage").budget().lowerMaxTokens())
                .isTrue();
    }

    @Test
    void a_text_that_only_looks_like_a_number_stays_text() {
        home.write("models.yaml", HomeFolder.MODELS + "    name: \"{{name}}\"\n");

        assertThat(home.load(Map.of("name", "4")).models().get("sim-small").remoteName())
                .isEqualTo("4");
    }

    @Test
    void settings_without_effect_are_told_as_notes() {
        home.write(FILE, HomeFolder.FEATURE + "overflow: truncate\nlimits: {concurrency: 5}\n");

        assertThat(home.load().notes())
                .extracting(Fault::key)
                .containsExactlyInAnyOrder("overflow", "limits.concurrency");
    }

    @Test
    void our_own_formats_may_lie_among_the_schemas() {
        home.write("schemas/feature.schema.json", "{\"type\": \"object\"}");

        assertThat(home.load().schemas()).containsOnlyKeys("triage");
    }

    @Test
    void lines_that_end_as_on_windows_are_read() {
        home.write("prompts/triage.v1.prompt", HomeFolder.PROMPT.replace("\n", "\r\n"));
        home.write(FILE, HomeFolder.FEATURE.replace("\n", "\r\n"));

        assertThat(home.load().prompts().get("triage.v1").required()).isEqualTo(List.of("text"));
    }
}
