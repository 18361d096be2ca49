package org.bactrian.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The llm.* keys have the defaults of the contract, and a value that cannot be used is named with an example. */
final class SettingsTest {
    private static Settings read(Map<String, String> values) {
        return Settings.read(key -> Optional.ofNullable(values.get(key)));
    }

    /** What is told about one value, as a person reads it; nothing if it is taken. */
    private static String told(String key, String value) {
        try {
            read(Map.of(key, value));
            return "";
        } catch (ConfigurationException e) {
            return e.getMessage();
        }
    }

    @Test
    void what_is_not_set_has_its_default() {
        Settings settings = read(Map.of());

        assertThat(settings.home()).isEqualTo(Path.of(".").normalize());
        assertThat(settings.dataDir()).isEqualTo(Path.of("data"));
        assertThat(settings.maxBody()).isEqualTo(10L * 1024 * 1024);
        assertThat(settings.tiers()).containsExactly("free", "pro");
        assertThat(settings.defaultTier()).isEqualTo("free");
        assertThat(settings.tenantMonthly()).isNull();
        assertThat(settings.deploymentMonthly()).isNull();
        assertThat(settings.storeUrl()).isNull();
        assertThat(settings.workers()).isEqualTo(256);
        assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.simulator()).isTrue();
    }

    @Test
    void what_is_blank_counts_as_not_set() {
        assertThat(read(Map.of("llm.store.url", " ", "llm.workers", "")).workers())
                .isEqualTo(256);
    }

    @Test
    void what_is_set_is_read() {
        Settings settings = read(Map.of(
                "llm.home", "file:/etc/llm",
                "llm.tiers", "bronze, silver,gold",
                "llm.default-tier", "gold",
                "llm.tenant-monthly", "100.50",
                "llm.deployment-monthly", "5000",
                "llm.drain", "500ms",
                "llm.simulator", "off"));

        assertThat(settings.home()).isEqualTo(Path.of("/etc/llm"));
        assertThat(settings.tiers()).containsExactly("bronze", "silver", "gold");
        assertThat(settings.defaultTier()).isEqualTo("gold");
        assertThat(settings.tenantMonthly()).isEqualByComparingTo("100.50");
        assertThat(settings.deploymentMonthly()).isEqualByComparingTo("5000");
        assertThat(settings.drain()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.simulator()).isFalse();
    }

    @Test
    void a_process_is_on_its_own_unless_it_is_told_to_join_others() {
        assertThat(read(Map.of("llm.cluster", "off", "llm.cluster.members", "10.0.0.6"))
                        .cluster())
                .isNull();
        assertThat(read(Map.of("llm.cluster", "hazelcast")).cluster())
                .isEqualTo(new ClusterSettings("bactrian", "127.0.0.1", 5701, List.of()));
        assertThat(read(Map.of(
                                "llm.cluster",
                                "hazelcast",
                                "llm.cluster.members",
                                "node-b, 10.0.0.6:5702,[fe80::1]:5703"))
                        .cluster()
                        .members())
                .containsExactly("node-b", "10.0.0.6:5702", "[fe80::1]:5703");
    }

    @ParameterizedTest
    @CsvSource({
        "llm.cluster, redis",
        "llm.cluster.members, 10.0.0.6:x",
        "llm.cluster.port, 0",
        "llm.cluster.port, 65536",
        "llm.cluster.name, a b"
    })
    void a_cluster_that_cannot_be_is_named(String key, String value) {
        assertThat(told(key, value)).contains(key).contains(value).contains("Write for example");
    }

    @Test
    void the_first_tier_is_the_default_one() {
        assertThat(read(Map.of("llm.tiers", "gold,silver")).defaultTier()).isEqualTo("gold");
    }

    @ParameterizedTest
    @CsvSource({"10MB, 10485760", "512KB, 524288", "4096, 4096", "10 mb, 10485760", "1kb, 1024"})
    void sizes_are_bytes_kilobytes_or_megabytes(String text, long bytes) {
        assertThat(Settings.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10GB", "MB", "ten", "1.5MB", "-1", "9999999999999MB"})
    void a_size_that_is_none_is_named_with_key_and_example(String value) {
        assertThat(told("llm.max-body", value))
                .contains("application.properties: llm.max-body", value, "llm.max-body=10MB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "2.5", "0", "-4"})
    void a_number_of_workers_that_is_none_is_named_with_key_and_example(String value) {
        assertThat(told("llm.workers", value)).contains("llm.workers", value, "llm.workers=256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "soon", "-5s"})
    void a_drain_that_is_no_duration_is_named_with_key_and_example(String value) {
        assertThat(told("llm.drain", value)).contains("llm.drain", value, "llm.drain=30s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"llm.tenant-monthly", "llm.deployment-monthly"})
    void a_cap_that_is_no_money_is_named_with_its_key(String key) {
        assertThat(told(key, "lots")).contains("application.properties: " + key, "lots");
    }

    @Test
    void a_switch_that_is_neither_on_nor_off_is_named_with_key_and_example() {
        assertThat(told("llm.simulator", "maybe")).contains("llm.simulator", "maybe", "llm.simulator=on");
    }

    @Test
    void a_default_tier_that_is_no_tier_is_named() {
        assertThat(told("llm.default-tier", "gold")).contains("llm.default-tier", "[free, pro]");
    }

    @Test
    void several_bad_values_are_named_at_once() {
        assertThatThrownBy(() -> read(Map.of("llm.workers", "x", "llm.drain", "y", "llm.max-body", "z")))
                .hasMessageContainingAll("llm.workers", "llm.drain", "llm.max-body");
    }

    @Test
    void a_home_on_the_classpath_that_is_not_there_is_named() {
        assertThat(told("llm.home", "classpath:no-such-folder"))
                .contains("llm.home", "no-such-folder", "llm.home=file:.");
    }
}
