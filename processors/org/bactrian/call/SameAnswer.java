package org.bactrian.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.function.Predicate;
import org.bactrian.answers.Kept;
import org.bactrian.answers.KeptJson;
import org.bactrian.answers.semantic.Equivalence;

/**
 * Whether a kept answer is as good as a fresh one, by the measure its feature names. Thread-safe.
 *
 * @param close whether a feature wants texts that say nearly the same to count
 */
record SameAnswer(Predicate<String> close, Equivalence words, Equivalence meaning) implements Equivalence {
    @Override
    public boolean same(String kept, String fresh) {
        try {
            Kept now = read(fresh);
            Equivalence measure = close.test(now.origin().feature()) ? meaning : words;
            return measure.same(read(kept).answer().text(), now.answer().text());
        } catch (IOException e) {
            return false; // another version wrote it: not to be served
        }
    }

    private static Kept read(String kept) throws IOException {
        return KeptJson.read(kept.getBytes(UTF_8));
    }
}
