package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * The tokens of one exchange.
 *
 * @param cached those of the input that were cached
 * @param said those of the answer, without the reasoning
 * @param fault may make the caller get other numbers than the bill
 */
record Usage(long input, long cached, long said, long reasoning, Fault fault) {
    private static final long EXAGGERATION = 1000;

    static Usage of(long input, long said, Behaviour behaviour, Fault fault) {
        long cached = Math.min(input, behaviour.count(Key.CACHED, 0));
        return new Usage(input, cached, said, behaviour.count(Key.REASONING, 0), fault);
    }

    long output() {
        return said + reasoning;
    }

    long total() {
        return input + output();
    }

    /** Puts numbers into a body, unless they are to be left out. */
    void tell(ObjectNode body, String name, ObjectNode numbers) {
        if (fault != Fault.NO_USAGE) {
            body.set(name, told(numbers));
        }
    }

    private JsonNode told(ObjectNode numbers) {
        int place = 0;
        for (Map.Entry<String, JsonNode> number : numbers.properties()) {
            JsonNode value = number.getValue();
            number.setValue(value instanceof ObjectNode details ? told(details) : told(value.asLong(), place));
            place++;
        }
        return numbers;
    }

    private JsonNode told(long value, int place) {
        return switch (fault) {
            case HUGE_USAGE -> LongNode.valueOf(value * EXAGGERATION);
            case WRONG_USAGE -> place % 2 == 0 ? LongNode.valueOf(-1 - value) : TextNode.valueOf("many");
            default -> LongNode.valueOf(value);
        };
    }
}
