package org.bactrian.answers.semantic;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether two questions have the same parts changed round: A to B for B to A, A sues B for A is sued by B. */
final class Order {
    private static final String AGENT = "by";

    private final Map<String, Term> first;
    private final Map<String, Term> second;
    private final List<String> inFirst;
    private final List<String> inSecond;

    private Order(List<Term> a, List<Term> b) {
        this.first = once(a);
        this.second = once(b);
        this.inFirst = common(a);
        this.inSecond = common(b);
    }

    static boolean turned(List<Term> a, List<Term> b) {
        return new Order(a, b).turned();
    }

    private boolean turned() {
        for (String x : inFirst) {
            for (String y : inFirst) {
                if (swapped(x, y) && !bound(x, y) && matters(x, y)) {
                    return true;
                }
            }
        }
        return inFirst.stream().anyMatch(this::passive);
    }

    private boolean swapped(String x, String y) {
        return inFirst.indexOf(x) < inFirst.indexOf(y) && inSecond.indexOf(x) > inSecond.indexOf(y);
    }

    /** From Milan to Turin says the same as to Turin from Milan. */
    private boolean bound(String x, String y) {
        return sameRole(x)
                && sameRole(y)
                && !role(first, x).isEmpty()
                && !role(first, y).isEmpty();
    }

    private boolean matters(String x, String y) {
        return (entity(x) && entity(y)) || otherRole(x) || otherRole(y) || rolesExchanged(x, y) || around(x, y);
    }

    /** The one who acts stays in front, but acts in one question and suffers in the other. */
    private boolean passive(String x) {
        boolean agentOnce = role(first, x).equals(AGENT) != role(second, x).equals(AGENT);
        return agentOnce && inFirst.stream().noneMatch(y -> swapped(x, y) || swapped(y, x));
    }

    private boolean sameRole(String stem) {
        return role(first, stem).equals(role(second, stem));
    }

    private boolean otherRole(String stem) {
        return !sameRole(stem)
                && !role(first, stem).isEmpty()
                && !role(second, stem).isEmpty();
    }

    private boolean rolesExchanged(String x, String y) {
        boolean crossed =
                role(first, x).equals(role(second, y)) && role(first, y).equals(role(second, x));
        return crossed && !role(first, x).equals(role(first, y));
    }

    /** Two words change places around a third: dog bites man. A part that only moves to the front has no such third. */
    private boolean around(String x, String y) {
        return inFirst.stream().anyMatch(pivot -> swapped(x, pivot) && swapped(pivot, y));
    }

    private boolean entity(String stem) {
        Term term = first.get(stem);
        return term != null && term.entity();
    }

    private static String role(Map<String, Term> terms, String stem) {
        Term term = terms.get(stem);
        return term == null ? "" : term.role();
    }

    /** Words that occur once: of one that occurs twice nobody can say which moved. */
    private static Map<String, Term> once(List<Term> terms) {
        Map<String, Term> once = new HashMap<>();
        Set<String> twice = new HashSet<>();
        terms.stream().filter(term -> once.put(term.stem(), term) != null).forEach(term -> twice.add(term.stem()));
        once.keySet().removeAll(twice);
        return once;
    }

    private List<String> common(List<Term> terms) {
        return terms.stream()
                .map(Term::stem)
                .filter(stem -> first.containsKey(stem) && second.containsKey(stem))
                .toList();
    }
}
