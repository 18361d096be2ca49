package org.bactrian.answers.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What single small words give away: negation, tense, time, and what is asked for. */
final class SmallWords {
    private static final Set<String> NEGATION = Words.set("negation");
    private static final Set<String> PAST = Words.set("past");
    private static final Set<String> FUTURE = Words.set("future");
    private static final Set<String> TIME = Words.set("time");
    private static final Set<String> NEAR_NUMBER = Words.set("time-near-number");
    private static final Set<String> STEP = Words.set("time-step");
    private static final Set<String> ASK = Words.set("ask");
    private static final Set<String> WHAT = Set.of("what", "which");
    private static final Map<String, String> ASK_WHAT = Words.map("ask-what");
    private static final Set<String> MEASURE = Words.set("measure");

    private SmallWords() {}

    /** No in "order no. 7" denies nothing. */
    static boolean negates(Cursor at) {
        String word = at.token().lower();
        boolean numero = word.equals("no") && at.beforeNumber();
        return word.endsWith("n't") || (NEGATION.contains(word) && !numero);
    }

    static boolean past(Cursor at) {
        return PAST.contains(at.token().lower());
    }

    static boolean future(Cursor at) {
        String word = at.token().lower();
        boolean going = word.equals("going") && at.next().equals("to");
        return going || FUTURE.contains(word) || word.endsWith("'ll");
    }

    /** A day, a month, a part of the day; a short form only beside a number; a step only before a period. */
    static boolean time(Cursor at) {
        String word = at.token().lower().replace(".", "");
        boolean near = NEAR_NUMBER.contains(word) && (at.afterNumber() || at.beforeNumber());
        boolean step = STEP.contains(word) && (TIME.contains(at.next()) || Numbers.unit(at.next()) != null);
        return TIME.contains(word) || near || step;
    }

    static boolean month(Token token) {
        return TIME.contains(token.lower()) || NEAR_NUMBER.contains(token.lower());
    }

    /** When, where, who, why, how many: also in the words "on which date", "for what reason". */
    static List<String> asks(Cursor at) {
        String word = at.token().lower();
        List<String> asks = new ArrayList<>();
        if (ASK.contains(word)) {
            asks.add(word);
        }
        if (WHAT.contains(word) && ASK_WHAT.containsKey(at.next())) {
            asks.add(ASK_WHAT.getOrDefault(at.next(), ""));
        }
        if (word.equals("how") && MEASURE.contains(at.next())) {
            asks.add("how " + at.next());
        }
        return asks;
    }
}
