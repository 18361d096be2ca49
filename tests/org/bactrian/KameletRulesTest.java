package org.bactrian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule for Kamelets tells a file that breaks it. */
final class KameletRulesTest {
    private static final String KAMELET =
            """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: llm-sort-action
              annotations:
                camel.apache.org/kamelet.support.level: Preview
                camel.apache.org/catalog.version: 0.1.0
                camel.apache.org/kamelet.icon: data:image/svg+xml;base64,AA==
                camel.apache.org/provider: Bactrian
                camel.apache.org/kamelet.group: LLM
                camel.apache.org/kamelet.namespace: AI
              labels:
                camel.apache.org/kamelet.type: action
            spec:
              definition:
                title: LLM Sort Action
                description: Sorts a list.
                required: [order]
                type: object
                properties:
                  order: {title: Sort Order, description: Order of the list., type: string, example: up}
                  limit: {title: Limit, description: Length of the list., type: integer, default: 9}
              dependencies: ["camel:core"]
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - setHeader:
                        name: "{{order}}"
                        expression:
                          constant:
                            expression: "{{limit}}"
            """;

    @Test
    void a_good_kamelet_is_not_told_off() {
        assertThat(KameletRules.faults("llm-sort-action", House.yaml(KAMELET))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void a_broken_rule_is_told(String good, String bad, String fault) {
        assertThat(KameletRules.faults("llm-sort-action", House.yaml(planted(KAMELET, good, bad))))
                .anyMatch(told -> told.contains(fault));
    }

    static Stream<Arguments> a_broken_rule_is_told() {
        return Stream.of(
                arguments("name: llm-sort-action", "name: llm-sort-sink", "metadata.name"),
                arguments("kamelet.type: action", "kamelet.type: sink", "the label kamelet.type"),
                arguments("camel.apache.org/v1", "camel.apache.org/v2", "apiVersion"),
                arguments("data:image", "https://image", "embedded data: URI"),
                arguments("kamelet.group", "kamelet.grope", "kamelet.group is missing"),
                arguments("LLM Sort Action", "LLM Sort", "the last of them the kind"),
                arguments("Sorts a list.", "sorts a list", "description is not one sentence"),
                arguments("title: Sort Order", "title: The Order", "order has no title"),
                arguments("description: Order of the list., ", "", "order has no description"),
                arguments("type: string", "type: object", "order has no plain type"),
                arguments(", example: up", "", "order has no default and no example"),
                arguments("[order]", "[limit]", "requires [limit]"),
                arguments("[order]", "[other]", "requires [other]"),
                arguments("\"{{limit}}\"", "\"9\"", "declares [limit, order] but uses [order]"),
                arguments("\"{{limit}}\"", "\"{{limit}}{{?more}}\"", "uses [limit, more, order]"),
                arguments("camel:core", "github:a/b", "the dependency github:a/b"),
                arguments("kamelet:source", "direct:source", "not joined"),
                arguments("constant:", "groovy:", "is a script"),
                arguments("setHeader:", "setHeadr:", "invalid"));
    }

    private static String planted(String text, String good, String bad) {
        assertThat(text).contains(good);
        return text.replace(good, bad);
    }
}
