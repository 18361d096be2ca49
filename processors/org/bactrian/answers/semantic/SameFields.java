package org.bactrian.answers.semantic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/**
 * Structured answers field by field: the same keys, numbers by value, arrays in order, texts by another equivalence. An
 * answer that is no JSON object or array is one text. Thread-safe if the other one is.
 */
public final class SameFields implements Equivalence {
    private final Equivalence texts;

    /** Texts are the same if they are the same words in the same order; never wrong, and for prose seldom true. */
    public SameFields() {
        this((kept, fresh) -> false);
    }

    /** Texts that differ in their words are given to an equivalence of one's own. */
    public SameFields(Equivalence texts) {
        this.texts = texts;
    }

    @Override
    public boolean same(String kept, String fresh) {
        return same(Canonical.tree(kept), Canonical.tree(fresh));
    }

    private boolean same(JsonNode kept, JsonNode fresh) {
        if (kept.isTextual() && fresh.isTextual()) {
            return Canonical.of(kept).equals(Canonical.of(fresh)) || texts.same(kept.textValue(), fresh.textValue());
        }
        if (kept.isObject() && fresh.isObject()) {
            return kept.size() == fresh.size() && kept.properties().stream().allMatch(field -> sameField(field, fresh));
        }
        boolean lists = kept.isArray() && fresh.isArray();
        return lists ? sameItems(kept, fresh) : Canonical.of(kept).equals(Canonical.of(fresh));
    }

    private boolean sameField(Map.Entry<String, JsonNode> field, JsonNode fresh) {
        JsonNode other = fresh.get(field.getKey());
        return other != null && same(field.getValue(), other);
    }

    private boolean sameItems(JsonNode kept, JsonNode fresh) {
        Iterator<JsonNode> others = fresh.iterator();
        for (JsonNode item : kept) {
            if (!others.hasNext() || !same(item, others.next())) {
                return false;
            }
        }
        return !others.hasNext();
    }
}
