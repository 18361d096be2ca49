package org.bactrian.answers.semantic;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.bactrian.answers.semantic.Lookup.Outcome;

/** People who ask about many things in many words, and a model that answers when the cache does not. */
final class Callers {
    private static final List<String> WORDINGS = List.of(
            "How do I %s?", "How can I %s?", "What do I do to %s?", "Please tell me how to %s.", "I want to %s, how?");
    private static final List<String> VERBS = List.of(
            "mend", "paint", "clean", "order", "return", "insure", "register", "measure", "polish", "assemble", "weld");
    private static final List<String> THINGS = List.of(
            "a bicycle",
            "the kitchen sink",
            "my lawn mower",
            "a wooden fence",
            "the garden gate",
            "my parcel",
            "a tent",
            "the coffee machine",
            "a violin",
            "my suitcase",
            "the heating pump",
            "a printer");

    private final SemanticCache cache;
    private final Scope scope;
    private final double maxError;
    private final Random random = new Random(11);
    private UnaryOperator<String> model = topic -> topic;
    private int hits;
    private int wrong;
    private int verified;
    private int misses;

    Callers(SemanticCache cache, Scope scope, double maxError) {
        this.cache = cache;
        this.scope = scope;
        this.maxError = maxError;
    }

    /** From now on the model answers so, given what a question is about. */
    void answeredBy(UnaryOperator<String> answers) {
        this.model = answers;
    }

    void ask(int times) {
        for (int i = 0; i < times; i++) {
            String topic = pick(VERBS) + " " + pick(THINGS);
            ask(pick(WORDINGS).formatted(topic), topic);
        }
    }

    Lookup ask(String question, String topic) {
        Lookup lookup = cache.lookup(new Asked(scope, question, maxError));
        String fresh = model.apply(topic);
        Kept kept = lookup.kept();
        if (lookup.outcome() == Outcome.HIT && kept != null) {
            hits++;
            wrong += kept.answer().equals(fresh) ? 0 : 1;
            return lookup;
        }
        verified += lookup.outcome() == Outcome.VERIFY ? 1 : 0;
        misses++;
        cache.learn(lookup, fresh);
        cache.keep(lookup, "ann", "key", fresh, Duration.ofHours(1));
        return lookup;
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    void forgetCounts() {
        hits = 0;
        wrong = 0;
        verified = 0;
        misses = 0;
    }

    int hits() {
        return hits;
    }

    int wrong() {
        return wrong;
    }

    int verified() {
        return verified;
    }

    int misses() {
        return misses;
    }
}
