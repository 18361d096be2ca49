package org.bactrian.answers.semantic;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Differences that no evidence overrules, told from the words alone: numbers, units, dates, names, negation, tense,
 * what is asked for, opposites, quotations, language and the order of the parts. Careful on purpose: a false alarm
 * costs a call. They see what is written, and so miss names without a capital and opposites outside their lists.
 */
final class Guards {
    private Guards() {}

    /** What forbids that one question gets the other's answer, or null if nothing does. */
    static @Nullable String difference(Traits a, Traits b) {
        for (Trait trait : Trait.values()) {
            if (!a.exact().getOrDefault(trait, List.of()).equals(b.exact().getOrDefault(trait, List.of()))) {
                return trait.name().toLowerCase(Locale.ROOT);
            }
        }
        return wording(a, b);
    }

    private static @Nullable String wording(Traits a, Traits b) {
        if (!b.words().containsAll(a.names()) || !a.words().containsAll(b.names())) {
            return "name";
        }
        if (!quotes(a.quotations(), b.text()) || !quotes(b.quotations(), a.text())) {
            return "quotation";
        }
        if (!a.language().isEmpty() && !b.language().isEmpty() && !a.language().equals(b.language())) {
            return "language";
        }
        return meaning(a, b);
    }

    private static boolean quotes(List<String> quotations, String text) {
        return quotations.stream().allMatch(text::contains);
    }

    private static @Nullable String meaning(Traits a, Traits b) {
        if (asksElse(a.asks(), b.asks())) {
            return "asked";
        }
        if (Opposites.between(a.words(), b.words())) {
            return "opposite";
        }
        return Order.turned(a.terms(), b.terms()) ? "order" : null;
    }

    private static boolean asksElse(Set<String> a, Set<String> b) {
        return !a.isEmpty() && !b.isEmpty() && !a.equals(b);
    }
}
