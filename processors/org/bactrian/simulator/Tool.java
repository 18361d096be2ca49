package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A function that the model can call.
 *
 * @param parameters the JSON Schema of its arguments, of an object
 */
record Tool(String name, JsonNode parameters) {
    static Tool of(String name, JsonNode parameters) {
        boolean vague = !parameters.isObject() || parameters.isEmpty();
        return new Tool(name, vague ? Json.object().put("type", "object") : parameters);
    }

    /**
     * Whether an answer calls a tool: one that is forced always, else the first when the user spoke last.
     *
     * @param forced a name, or empty
     */
    static Shape choose(List<Tool> tools, String forced, boolean userSpokeLast, Shape otherwise) {
        Optional<Tool> called = forced.isEmpty() ? tools.stream().findFirst() : find(tools, forced);
        return called.isPresent() && (userSpokeLast || !forced.isEmpty()) ? Shape.call(called.get()) : otherwise;
    }

    private static Optional<Tool> find(List<Tool> tools, String name) {
        Optional<Tool> found =
                tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            throw Rejection.badRequest("tool_choice", "There is no tool '" + name + "' among the tools.");
        }
        return found;
    }
}
