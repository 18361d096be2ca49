package org.bactrian;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds for the steps of a route and of a Kamelet alike. */
final class FlowRules {
    private static final int MAX_STEPS = 8;
    private static final int MAX_DEPTH = 4;
    private static final Set<String> SCRIPTS = Set.of(
            "csimple",
            "datasonnet",
            "groovy",
            "java",
            "joor",
            "js",
            "language",
            "logLanguage",
            "mvel",
            "ognl",
            "python",
            "script",
            "scriptLanguage",
            "spel",
            "wasm");
    private static final Pattern SCRIPT_IN_TEXT = Pattern.compile("\\$\\{(bean|groovy|java|joor|js|mvel|ognl|spel)\\b");
    private static final Pattern DECISION = Pattern.compile("&&|\\|\\|");
    private static final Pattern SECRET_KEY =
            Pattern.compile("(?i)(api-?keys?|password|passphrase|secret|token|credentials?|authorization)$");
    private static final Pattern FROM_OUTSIDE =
            Pattern.compile("((Basic|Bearer) )?\\{\\{\\??((env|sys):)?[\\w.-]+:?}}|#.+|\\$\\{.+}|");
    private static final Pattern TIME_MONEY_TOKENS = Pattern.compile(
            "(?i)delay|timeout|period|interval|duration|millis|seconds|ttl|cost|price|budget|usd|tokens");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?\\s*(ms|s|m|h|d)?");

    private FlowRules() {}

    static Stream<String> faults(JsonNode flow) {
        List<Leaf> leaves = Leaf.in(flow);
        return Faults.all(
                tooLong(flow),
                tooDeep(flow),
                told(leaves, FlowRules::isScript, "is a script; make it a bean with a name and a test"),
                told(leaves, FlowRules::isDecision, "decides more than one thing; make it a bean"),
                told(leaves, FlowRules::hasOptions, "has options in its uri; they go under parameters"),
                secrets(leaves),
                Beans.unbound(flow).map(bean -> "the bean " + bean + " is bound nowhere"));
    }

    /** Values that must come from the environment. */
    static Stream<String> secrets(List<Leaf> leaves) {
        return told(leaves, FlowRules::isSecret, "is a secret; write {{env:NAME}}");
    }

    /** Numbers that a deployment or a feature should be free to choose. */
    static Stream<String> numbers(JsonNode flow) {
        return told(
                Leaf.in(flow),
                leaf -> leaf.underAny(TIME_MONEY_TOKENS)
                        && NUMBER.matcher(leaf.text()).matches(),
                "is a number for time, money or tokens; write a {{placeholder}}");
    }

    private static Stream<String> tooLong(JsonNode flow) {
        return Block.in(flow).stream()
                .filter(block -> block.steps().size() > MAX_STEPS)
                .map(block -> "a block of " + block.steps().size() + " steps begins with "
                        + block.steps().get(0) + "; at most " + MAX_STEPS);
    }

    private static Stream<String> tooDeep(JsonNode flow) {
        return Block.in(flow).stream()
                .filter(block -> block.depth() > MAX_DEPTH)
                .map(block -> block.steps() + " stand " + block.depth() + " blocks deep; at most " + MAX_DEPTH);
    }

    private static boolean isScript(Leaf leaf) {
        boolean inlineCode = leaf.key().equals("method") && leaf.text().contains("(");
        boolean byEndpoint = leaf.key().equals("uri") && leaf.text().startsWith("language:");
        return inlineCode
                || byEndpoint
                || leaf.path().stream().anyMatch(SCRIPTS::contains)
                || SCRIPT_IN_TEXT.matcher(leaf.text()).find();
    }

    private static boolean isDecision(Leaf leaf) {
        return leaf.under("simple") && DECISION.matcher(leaf.text()).find();
    }

    private static boolean hasOptions(Leaf leaf) {
        return leaf.key().equals("uri")
                && leaf.text().contains("?")
                && !leaf.text().contains("{{?");
    }

    private static boolean isSecret(Leaf leaf) {
        return leaf.underAny(SECRET_KEY)
                && !leaf.under("tokenize")
                && !FROM_OUTSIDE.matcher(leaf.text()).matches();
    }

    private static Stream<String> told(List<Leaf> leaves, Predicate<Leaf> wrong, String fix) {
        return leaves.stream().filter(wrong).map(leaf -> leaf + " " + fix);
    }
}
