package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Objects;
import org.bactrian.provider.Provider.Structured;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.FailureKind;
import org.junit.jupiter.api.Test;

/** Embeddings as each family of providers asks for them. */
final class EmbedDialectTest {
    private static final String REQUEST = "{\"input\": [\"one\", \"two\"], \"dimensions\": 8}";

    private static Dialect embeddings(String name) {
        return Objects.requireNonNull(Dialect.named(name).embeddings());
    }

    private static String encoded(String dialect) throws IOException {
        Model model = DialectModel.of(Dialect.named(dialect), Structured.NATIVE);
        return embeddings(dialect)
                .encode(model, (ObjectNode) Json.read(REQUEST), false)
                .toString();
    }

    private static String url(String dialect) {
        return embeddings(dialect).url(DialectModel.of(Dialect.named(dialect), Structured.NATIVE), false);
    }

    @Test
    void openai_takes_the_request_with_its_own_name_of_the_model() throws IOException {
        String model =
                DialectModel.of(Dialect.named("openai"), Structured.NATIVE).remoteName();

        assertThat(encoded("openai"))
                .isEqualTo("{\"model\":\"" + model + "\",\"input\":[\"one\",\"two\"],\"dimensions\":8}");
        assertThat(url("openai")).endsWith("/embeddings");
    }

    @Test
    void gemini_takes_a_request_for_each_text() throws IOException {
        assertThat(encoded("gemini"))
                .contains("\"parts\":[{\"text\":\"one\"}]", "\"parts\":[{\"text\":\"two\"}]")
                .contains("\"outputDimensionality\":8", "\"model\":\"models/");
        assertThat(url("gemini")).endsWith(":batchEmbedContents");
    }

    @Test
    void gemini_answers_come_out_in_openais_form() throws IOException, AttemptFailure {
        ObjectNode answer = embeddings("gemini")
                .decode(Json.read("{\"embeddings\": [{\"values\": [1, 0]}, {\"values\": [0, 1]}]}"));

        assertThat(answer.at("/data/1/index").asInt()).isEqualTo(1);
        assertThat(answer.at("/data/1/embedding/1").asInt()).isEqualTo(1);
        assertThat(answer.has("usage")).isFalse();
    }

    @Test
    void what_holds_no_embeddings_is_no_answer() {
        for (String dialect : new String[] {"openai", "gemini"}) {
            assertThat(failure(dialect, "{}").kind()).isEqualTo(FailureKind.RETRY);
            assertThat(failure(dialect, "{\"error\": {\"message\": \"overloaded\"}}")
                            .kind())
                    .isEqualTo(FailureKind.RETRY);
        }
    }

    private static AttemptFailure failure(String dialect, String body) {
        return catchThrowableOfType(
                AttemptFailure.class, () -> embeddings(dialect).decode(Json.read(body)));
    }

    @Test
    void anthropic_has_none() {
        assertThat(Dialect.named("anthropic").embeddings()).isNull();
    }
}
