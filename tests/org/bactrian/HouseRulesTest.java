package org.bactrian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is not checked decays: every file that people write keeps the rules of the house, without exception. */
final class HouseRulesTest {
    @TestFactory
    Stream<DynamicTest> every_file_of_routes_keeps_the_rules() {
        return each(House.routes(), RouteRules::faults);
    }

    @TestFactory
    Stream<DynamicTest> every_kamelet_keeps_the_rules() {
        return each(House.kamelets(), KameletRules::faults);
    }

    @TestFactory
    Stream<DynamicTest> every_prompt_keeps_the_rules() {
        return each(House.prompts(), PromptRules::faults);
    }

    @TestFactory
    Stream<DynamicTest> every_schema_keeps_the_rules() {
        return each(House.schemas(), SchemaRules::faults);
    }

    @TestFactory
    Stream<DynamicTest> every_feature_keeps_the_rules() {
        return each(House.features(), ConfigurationRules::faults);
    }

    @TestFactory
    Stream<DynamicTest> every_list_of_models_keeps_the_rules() {
        return each(House.models(), ConfigurationRules::faults);
    }

    @TestFactory
    Stream<DynamicTest> every_home_folder_loads_without_faults() {
        return each(House.homes(), ConfigurationRules::faultsOfHome);
    }

    @Test
    void ids_of_routes_and_steps_are_unique() {
        assertThat(House.routes().stream().map(HouseRulesTest::yaml).flatMap(RouteRules::ids))
                .doesNotHaveDuplicates();
    }

    @Test
    void titles_and_descriptions_of_kamelets_are_unique() {
        assertThat(definitions("title")).doesNotHaveDuplicates();
        assertThat(definitions("description")).doesNotHaveDuplicates();
    }

    @Test
    void every_bean_we_bind_is_used_by_a_kamelet_or_a_route() {
        Set<String> used = Stream.concat(House.routes().stream(), House.kamelets().stream())
                .map(HouseRulesTest::yaml)
                .flatMap(Beans::used)
                .collect(Collectors.toSet());

        assertThat(Beans.bound()).isNotEmpty().isSubsetOf(used);
    }

    private static Stream<DynamicTest> each(List<Path> files, Function<Path, Collection<?>> rules) {
        return files.stream()
                .map(file -> dynamicTest(
                        file.toString(), () -> assertThat(rules.apply(file)).isEmpty()));
    }

    private static JsonNode yaml(Path file) {
        return House.yaml(House.read(file));
    }

    private static List<String> definitions(String key) {
        return House.kamelets().stream()
                .map(file ->
                        yaml(file).path("spec").path("definition").path(key).asText())
                .toList();
    }
}
