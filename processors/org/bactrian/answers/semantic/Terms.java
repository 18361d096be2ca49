package org.bactrian.answers.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects the words of a question that carry meaning, each with the part it plays. */
final class Terms {
    private static final Set<String> MARKER = Words.set("marker");

    private final List<Term> terms = new ArrayList<>();
    private String role = "";

    /** A small word may say what part the next one plays. */
    void small(String lower) {
        if (MARKER.contains(lower)) {
            role = lower;
        }
    }

    /** A date is one term, whichever of its parts comes first. */
    void add(String stem, boolean entity, Cursor at) {
        Term last = terms.isEmpty() || !role.isEmpty() ? null : terms.get(terms.size() - 1);
        if (last != null && last.entity() && entity && date(at)) {
            boolean inOrder = last.stem().compareTo(stem) < 0;
            String both = inOrder ? last.stem() + stem : stem + last.stem();
            terms.set(terms.size() - 1, new Term(both, last.role(), true));
        } else {
            terms.add(new Term(stem, role, entity));
        }
        role = "";
    }

    private static boolean date(Cursor at) {
        Token previous = at.previous();
        Token token = at.token();
        return previous != null
                && SmallWords.month(previous) != SmallWords.month(token)
                && previous.hasDigit() != token.hasDigit();
    }

    List<Term> all() {
        return List.copyOf(terms);
    }
}
