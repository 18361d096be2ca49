package org.bactrian.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A YAML text as JSON, its placeholders resolved, that still knows the line each value stood on. Not thread-safe. */
final class YamlFile {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(false)
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(4_000_000)
            .build();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String file;
    private final int firstLine;
    private final UnaryOperator<String> placeholders;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> resolved = new HashSet<>();
    private JsonNode content = JSON.nullNode();

    private YamlFile(String file, int firstLine, UnaryOperator<String> placeholders) {
        this.file = file;
        this.firstLine = firstLine;
        this.placeholders = placeholders;
    }

    /**
     * Parses a text.
     *
     * @param firstLine number of the text's first line inside its file, from 1
     * @throws FaultException if it is not YAML, repeats a key, or names a placeholder without a value
     */
    static YamlFile parse(String file, String text, int firstLine, UnaryOperator<String> placeholders) {
        YamlFile yaml = new YamlFile(file, firstLine, placeholders);
        try {
            Optional<Node> root = new Compose(SETTINGS).composeString(text);
            yaml.content = root.map(node -> yaml.convert(node, "")).orElse(JSON.objectNode());
            return yaml;
        } catch (MarkedYamlEngineException e) {
            int line =
                    e.getProblemMark().map(mark -> mark.getLine() + firstLine).orElse(0);
            throw new FaultException(new Fault(file, line, "", "is not valid YAML: " + e.getProblem(), ""));
        } catch (YamlEngineException e) {
            throw new FaultException(new Fault(file, 0, "", "is not valid YAML: " + e.getMessage(), ""));
        }
    }

    String file() {
        return file;
    }

    JsonNode content() {
        return content;
    }

    /** The line of a JSON pointer, or of the nearest thing around it. */
    int line(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return firstLine;
    }

    /** Whether the value at a pointer came out of a placeholder, so that its type is only known now. */
    boolean cameFromPlaceholder(String pointer) {
        return resolved.contains(pointer);
    }

    private JsonNode convert(Node node, String pointer) {
        lines.putIfAbsent(pointer, line(node));
        if (node instanceof MappingNode mapping) {
            return object(mapping, pointer);
        }
        if (node instanceof SequenceNode sequence) {
            return array(sequence, pointer);
        }
        return scalar((ScalarNode) node, pointer);
    }

    private ObjectNode object(MappingNode mapping, String pointer) {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw fault(tuple.getKeyNode(), pointer, "a key must be plain text");
            }
            String child = pointer + "/" + key.getValue();
            if (object.has(key.getValue())) {
                throw fault(key, child, "is given twice");
            }
            lines.put(child, line(key));
            object.set(key.getValue(), convert(tuple.getValueNode(), child));
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence, String pointer) {
        ArrayNode array = JSON.arrayNode();
        for (Node item : sequence.getValue()) {
            array.add(convert(item, pointer + "/" + array.size()));
        }
        return array;
    }

    private JsonNode scalar(ScalarNode node, String pointer) {
        String text = node.getValue();
        if (text.contains("{{")) {
            resolved.add(pointer);
            return JSON.textNode(resolve(node, pointer));
        }
        return typed(node.getTag(), text);
    }

    private String resolve(ScalarNode node, String pointer) {
        try {
            return placeholders.apply(node.getValue());
        } catch (IllegalArgumentException e) {
            throw fault(node, pointer, "names a placeholder that has no value (" + node.getValue() + ")");
        }
    }

    static JsonNode typed(Tag tag, String text) {
        if (Tag.INT.equals(tag) || Tag.FLOAT.equals(tag)) {
            return number(text);
        }
        if (Tag.BOOL.equals(tag)) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        return Tag.NULL.equals(tag) ? JSON.nullNode() : JSON.textNode(text);
    }

    /** A number as JSON knows it; anything else that YAML calls a number stays text and is told of by the schema. */
    static JsonNode number(String text) {
        try {
            BigDecimal value = new BigDecimal(text);
            boolean integral =
                    value.stripTrailingZeros().scale() <= 0 && value.abs().compareTo(INT_LIMIT) < 0;
            return integral ? JSON.numberNode(value.longValueExact()) : JSON.numberNode(value);
        } catch (NumberFormatException e) {
            return JSON.textNode(text);
        }
    }

    private static final BigDecimal INT_LIMIT = new BigDecimal(Long.MAX_VALUE);

    private int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + firstLine).orElse(0);
    }

    private FaultException fault(Node node, String pointer, String message) {
        return new FaultException(new Fault(file, line(node), Pointers.dotted(pointer), message, ""));
    }
}
