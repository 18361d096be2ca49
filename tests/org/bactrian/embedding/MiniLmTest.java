package org.bactrian.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The local embedding model. */
final class MiniLmTest {
    private static final MiniLm MODEL = new MiniLm();
    private static final float[] RESET = {
        0.011720723f, -0.056517746f, -0.075440206f, -0.04167837f, -0.040290616f, 0.06580056f, 0.012941802f, 0.024974512f
    }; // what langchain4j's own AllMiniLmL6V2QuantizedEmbeddingModel gives

    @AfterAll
    static void close() throws Exception {
        MODEL.close();
    }

    @Test
    void a_vector_has_384_numbers_and_length_one() {
        float[] vector = MODEL.embed("Where is my order?");
        assertThat(vector).hasSize(MODEL.dimensions()).hasSize(384);
        assertThat(Vectors.cosine(vector, vector)).isCloseTo(1, within(1e-6));
    }

    @Test
    void vectors_are_those_of_the_model() {
        float[] vector = MODEL.embed("How do I reset my password?");
        assertThat(Arrays.copyOf(vector, RESET.length)).containsExactly(RESET, within(2e-3f));
    }

    @Test
    void the_same_meaning_is_nearer_than_another() {
        float[] question = MODEL.embed("How do I reset my password?");
        double same = Vectors.cosine(question, MODEL.embed("I forgot my password, how can I set a new one?"));
        double other = Vectors.cosine(question, MODEL.embed("What is the capital of Australia?"));
        assertThat(same).isGreaterThan(0.7);
        assertThat(other).isLessThan(0.3);
    }

    @Test
    void a_text_has_the_same_vector_alone_as_among_others() {
        List<float[]> together = MODEL.embed(List.of("one", "a much longer text about the weather in spring", "one"));
        assertThat(together).hasSize(3);
        assertThat(together.get(0)).containsExactly(MODEL.embed("one"));
        assertThat(together.get(2)).containsExactly(together.get(0));
    }

    @Test
    void threads_get_the_vectors_one_thread_gets() {
        float[] alone = MODEL.embed("Where is my order?");
        assertThat(IntStream.range(0, 32).parallel().mapToObj(i -> MODEL.embed("Where is my order?")))
                .allSatisfy(vector -> assertThat(vector).containsExactly(alone));
    }

    @Test
    void a_text_longer_than_the_window_is_read_to_its_end() {
        String rain = "rain ".repeat(MODEL.window());
        String text = rain + "money ".repeat(MODEL.window());
        assertThat(MODEL.tokens(text)).isEqualTo(2 * MODEL.window());
        assertThat(Vectors.cosine(MODEL.embed(text), MODEL.embed(rain))).isLessThan(0.95);
    }

    @Test
    void an_empty_text_has_a_vector_too() {
        assertThat(MODEL.embed("")).hasSize(384);
    }

    @Test
    void a_closed_model_says_so() throws Exception {
        MiniLm closed = new MiniLm();
        closed.close();
        assertThatThrownBy(() -> closed.embed("x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
