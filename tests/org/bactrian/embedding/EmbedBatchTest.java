package org.bactrian.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a list is cut into requests. */
final class EmbedBatchTest {
    private static Map<String, Integer> texts(int count, int tokens) {
        Map<String, Integer> texts = new LinkedHashMap<>();
        IntStream.range(0, count).forEach(i -> texts.put("t" + i, tokens));
        return texts;
    }

    @Test
    void nothing_is_no_batch() {
        assertThat(Batch.of(Map.of())).isEmpty();
    }

    @Test
    void a_batch_has_so_many_texts_at_most_and_keeps_their_order() {
        List<Batch> batches = Batch.of(texts(Batch.MOST_TEXTS + 1, 1));

        assertThat(batches).extracting(batch -> batch.texts().size()).containsExactly(Batch.MOST_TEXTS, 1);
        assertThat(batches.get(0).texts()).startsWith("t0", "t1");
        assertThat(batches.get(1).texts()).containsExactly("t" + Batch.MOST_TEXTS);
    }

    @Test
    void a_batch_has_so_many_tokens_at_most_and_a_larger_text_goes_alone() {
        Map<String, Integer> texts = new LinkedHashMap<>();
        texts.put("small", 10);
        texts.put("huge", 2 * Batch.MOST_TOKENS);
        texts.put("half", Batch.MOST_TOKENS / 2);
        texts.put("rest", Batch.MOST_TOKENS / 3);

        assertThat(Batch.of(texts))
                .extracting(Batch::texts)
                .containsExactly(List.of("small"), List.of("huge"), List.of("half", "rest"));
    }

    @Test
    void two_marks_are_counted_with_each_text() {
        assertThat(Batch.of(texts(3, 10)).get(0).tokens()).isEqualTo(36);
    }
}
