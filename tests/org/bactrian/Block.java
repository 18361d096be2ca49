package org.bactrian;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A list of steps in a route.
 *
 * @param depth how many steps stand around it
 */
record Block(int depth, List<Step> steps) {
    /** One step: the name of its pattern, and what is set on it. */
    record Step(String pattern, JsonNode settings) {
        static Stream<Step> of(JsonNode node) {
            return node.properties().stream().map(step -> new Step(step.getKey(), step.getValue()));
        }
    }

    /** Every block of a flow, the outer ones first. */
    static List<Block> in(JsonNode flow) {
        List<Block> found = new ArrayList<>();
        collect(flow, 0, found);
        return found;
    }

    private static void collect(JsonNode node, int depth, List<Block> found) {
        if (node.isArray()) {
            node.forEach(item -> collect(item, depth, found));
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            boolean block = entry.getKey().equals("steps") && entry.getValue().isArray();
            if (block) {
                found.add(new Block(
                        depth, House.items(entry.getValue()).flatMap(Step::of).toList()));
            }
            collect(entry.getValue(), block ? depth + 1 : depth, found);
        }
    }
}
