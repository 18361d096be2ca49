package org.bactrian.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The text of a keys.yaml with an entry more or less; comments and everything else stay as they were written. */
final class KeysText {
    private static final String FIRST = "\n  - ";

    private final String text;
    private final @Nullable Node name;
    private final @Nullable SequenceNode list;
    private final List<Node> items;

    /** A text that was read as keys.yaml without a fault. */
    KeysText(String text) {
        this.text = text;
        Optional<NodeTuple> keys = new Compose(LoadSettings.builder().build())
                .composeString(text)
                .flatMap(root -> ((MappingNode) root).getValue().stream().findFirst());
        this.name = keys.map(NodeTuple::getKeyNode).orElse(null);
        this.list = keys.map(tuple -> (SequenceNode) tuple.getValueNode()).orElse(null);
        this.items = list == null ? List.of() : list.getValue();
    }

    /** With one more entry at the end, which is given in flow style. */
    String with(String entry) {
        if (list == null) {
            return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + "keys:" + FIRST + entry + "\n";
        }
        if (items.isEmpty()) {
            return replace(spaceBefore(start(list)), end(list), FIRST + entry);
        }
        int end = end(items.get(items.size() - 1));
        if (isFlow(list)) {
            return replace(end, end, ", " + entry);
        }
        int column = list.getStartMark().map(Mark::getColumn).orElseThrow();
        return replace(lineEnd(end), lineEnd(end), "\n" + " ".repeat(column) + "- " + entry);
    }

    /** Without one of its entries, counted from 0. */
    String without(int index) {
        if (name == null || list == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return isFlow(list) ? withoutPart(list, index) : withoutLines(name, index);
    }

    private String withoutLines(Node name, int index) {
        Node item = items.get(index);
        int from = lineStart(start(item));
        int to = Math.min(lineEnd(end(item)) + 1, text.length());
        if (items.size() > 1) {
            return replace(from, to, "");
        }
        int colon = text.indexOf(':', end(name)) + 1;
        return text.substring(0, colon) + " []" + text.substring(colon, from) + text.substring(to);
    }

    private String withoutPart(Node list, int index) {
        if (items.size() == 1) {
            return replace(start(list), end(list), "[]"); // also what may follow it: a comma
        }
        Node item = items.get(index);
        if (index + 1 < items.size()) {
            return replace(start(item), start(items.get(index + 1)), "");
        }
        return replace(end(items.get(index - 1)), end(item), "");
    }

    private String replace(int from, int to, String by) {
        return text.substring(0, from) + by + text.substring(to);
    }

    private int lineStart(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    private int lineEnd(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end;
    }

    private int spaceBefore(int offset) {
        return text.substring(0, offset).stripTrailing().length();
    }

    private int start(Node node) {
        return offset(node.getStartMark().orElseThrow());
    }

    /** Where its text ends; by its mark, a collection in block style would end where the next thing begins. */
    private int end(Node node) {
        if (node instanceof CollectionNode<?> collection && !isFlow(collection)) {
            Object last = collection.getValue().get(collection.getValue().size() - 1);
            return end(last instanceof NodeTuple entry ? entry.getValueNode() : (Node) last);
        }
        return offset(node.getEndMark().orElseThrow());
    }

    private int offset(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    private static boolean isFlow(CollectionNode<?> node) {
        return node.getFlowStyle() == FlowStyle.FLOW;
    }
}
