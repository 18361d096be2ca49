package org.bactrian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule for routes tells a file that breaks it: a guard that never bites is none. */
final class RouteRulesTest {
    private static final String ROUTE =
            """
            - route:
                id: sort-ticket
                description: Sorts a ticket.
                from:
                  uri: direct:ticket
                  parameters:
                    timeout: "{{ticket.timeout}}"
                  steps:
                    - setBody:
                        expression:
                          simple:
                            expression: "${body}"
                    - process:
                        ref: llm-admit
                    - to:
                        id: sort-ticket-send
                        uri: http:example.org
            """;

    @Test
    void a_good_route_is_not_told_off() {
        assertThat(RouteRules.faults(House.yaml(ROUTE))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void a_broken_rule_is_told(String good, String bad, String fault) {
        assertThat(RouteRules.faults(House.yaml(planted(ROUTE, good, bad)))).anyMatch(told -> told.contains(fault));
    }

    static Stream<Arguments> a_broken_rule_is_told() {
        return Stream.of(
                arguments("sort-ticket\n", "sortTicket\n", "small-words"),
                arguments("Sorts a ticket.", "Sorts it. And more.", "description of one sentence"),
                arguments("steps:", "stepz:", "invalid"),
                arguments("Sorts a ticket.", "sorts a ticket", "description of one sentence"),
                arguments("ref: llm-admit", "ref: llm-admid", "the bean llm-admid is bound nowhere"),
                arguments("\"${body}\"", "\"${bean:judge}\"", "is a script"),
                arguments("\"${body}\"", "\"${body} && ${header.x}\"", "decides more than one thing"),
                arguments("simple:", "groovy:", "is a script"),
                arguments("http:example.org", "http:example.org?x=1", "has options in its uri"),
                arguments("\"{{ticket.timeout}}\"", "500", "is a number for time"),
                arguments("timeout: \"{{ticket.timeout}}\"", "password: sesame", "is a secret"),
                arguments("timeout: \"{{ticket.timeout}}\"", "apiKey: \"{{env:KEY:sesame}}\"", "is a secret"),
                arguments("id: sort-ticket-send", "pattern: InOnly", "leaves the route without an id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{to: 'direct:x'}]",
                "[{log: hello}]",
                "[{setBody: {simple: '${body}'}}]",
                "[{setBody: {expression: {simple: '${body}'}}}]"
            })
    void a_short_form_is_told(String steps) {
        String route = "[{route: {id: a, description: A., from: {uri: 'direct:a', steps: " + steps + "}}}]";

        assertThat(RouteRules.faults(House.yaml(route))).anyMatch(told -> told.startsWith("not canonical"));
    }

    @Test
    void a_bare_from_is_told() {
        assertThat(RouteRules.faults(House.yaml("[{from: {uri: 'direct:a', steps: []}}]")))
                .anyMatch(told -> told.startsWith("not canonical"));
    }

    @Test
    void a_block_that_is_long_or_deep_is_told() {
        String deep = "{stop: {}}";
        for (int i = 0; i < 5; i++) {
            deep = "{pipeline: {steps: [" + deep + "]}}";
        }
        assertThat(FlowRules.faults(House.yaml("{steps: [" + deep + "]}")))
                .anyMatch(told -> told.contains("5 blocks deep"));
        assertThat(FlowRules.faults(House.yaml("{steps: [" + "{stop: {}},".repeat(9) + "]}")))
                .anyMatch(told -> told.contains("a block of 9 steps"));
    }

    private static String planted(String text, String good, String bad) {
        assertThat(text).contains(good);
        return text.replace(good, bad);
    }
}
