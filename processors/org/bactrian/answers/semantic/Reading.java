package org.bactrian.answers.semantic;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the traits of one question. */
final class Reading {
    private static final Set<String> STOP = Words.set("stop");
    private static final String SIGNS = "-+*/=<>^&|~≤≥≠";
    private static final String MINUS = "-";

    private final String text;
    private final Map<Trait, List<String>> exact = new EnumMap<>(Trait.class);
    private final Set<String> names = new TreeSet<>();
    private final Set<String> words = new TreeSet<>();
    private final Set<String> asks = new TreeSet<>();
    private final Terms terms = new Terms();

    Reading(String text) {
        this.text = text;
    }

    Traits traits() {
        List<Token> tokens = Token.of(text);
        Cursor at = new Cursor(tokens);
        while (at.advance()) {
            if (at.token().sign()) {
                sign(at.token().text());
            } else {
                word(at);
            }
        }
        String plain = Quotations.plain(text);
        return new Traits(sorted(), names, words, asks, Quotations.of(text), terms.all(), plain, Language.of(tokens));
    }

    private void sign(String sign) {
        String unit = Numbers.unit(sign);
        if (unit != null) {
            add(Trait.UNIT, unit);
        } else if (SIGNS.contains(sign)) {
            add(Trait.SIGN, sign);
        }
    }

    private void word(Cursor at) {
        String lower = at.token().lower();
        String stem = Stem.of(lower);
        words.add(lower);
        words.add(stem);
        smallWord(at);
        String value = value(at, lower);
        boolean name = value == null && at.token().name();
        if (name) {
            names.add(stem);
        }
        if (value != null || name || !STOP.contains(lower)) {
            terms.add(value == null ? stem : value, value != null || name, at);
        } else {
            terms.small(lower);
        }
    }

    private void smallWord(Cursor at) {
        asks.addAll(SmallWords.asks(at));
        if (SmallWords.negates(at)) {
            add(Trait.NEGATION, "not");
        }
        if (SmallWords.past(at)) {
            add(Trait.TENSE, "past");
        }
        if (SmallWords.future(at)) {
            add(Trait.TENSE, "future");
        }
        if (SmallWords.time(at)) {
            add(Trait.TIME, at.token().lower().replace(".", ""));
        }
    }

    /** The number or the unit a word is, or null if it is neither. */
    private @Nullable String value(Cursor at, String lower) {
        Numbers.Measure measure = Numbers.measure(lower);
        if (measure != null) {
            add(Trait.NUMBER, measure.number());
            add(Trait.UNIT, measure.unit());
            return measure.number() + measure.unit();
        }
        String unit = at.afterNumber() ? Numbers.unitAfterNumber(lower) : Numbers.unit(lower);
        if (unit != null) {
            add(Trait.UNIT, unit);
            return unit;
        }
        String number = Numbers.number(lower);
        if (number != null) {
            add(Trait.NUMBER, at.after(MINUS) ? MINUS + number : number);
        }
        return number;
    }

    private void add(Trait trait, String value) {
        exact.computeIfAbsent(trait, t -> new ArrayList<>()).add(value);
    }

    private Map<Trait, List<String>> sorted() {
        return exact.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> sorted(entry.getKey(), entry.getValue())));
    }

    /** How often a unit, a day or a tense is named is a matter of style. */
    private static List<String> sorted(Trait trait, List<String> values) {
        Stream<String> all = values.stream().sorted();
        return (trait.counted() ? all : all.distinct()).toList();
    }
}
