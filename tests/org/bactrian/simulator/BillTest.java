package org.bactrian.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import org.bactrian.simulator.Bill.Totals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the simulator charges for answers in one body, and where it keeps the bill. */
final class BillTest {
    @RegisterExtension
    final Sim sim = new Sim();

    @Test
    void the_bill_counts_a_request_before_the_answer_is_sent() {
        HttpRequest request =
                sim.ask(Tongue.OPENAI, Ask.model("sim-small?delay=10m")).build();
        CompletableFuture<?> answer = sim.client().sendAsync(request, BodyHandlers.ofString());

        await().until(() -> sim.bill().totals().requests() == 1);

        assertThat(answer).isNotDone();
        assertThat(sim.billFile()).content().contains("sim-small?delay=10m");
    }

    @Test
    void the_bill_adds_up_by_model() throws Exception {
        long input = sim.json(Tongue.OPENAI, Ask.model("sim-a"))
                .at("/usage/prompt_tokens")
                .asLong();
        long output = sim.json(Tongue.OPENAI, Ask.model("sim-b"))
                .at("/usage/completion_tokens")
                .asLong();

        JsonNode bill = sim.get("/bill");

        assertThat(bill.path("requests").asLong()).isEqualTo(2);
        assertThat(bill.path("inputTokens").asLong()).isEqualTo(2 * input);
        assertThat(bill.at("/models/sim-b/outputTokens").asLong()).isEqualTo(output);
        assertThat(sim.bill().entries()).hasSize(2).allSatisfy(entry -> assertThat(entry.promptSha256())
                .isEqualTo(Digest.sha256(Sim.TICKET)));
    }

    @Test
    void a_bill_outlives_its_server() throws Exception {
        sim.answer(Tongue.OPENAI, Ask.model("sim-small"));
        Totals before = sim.bill().totals();
        sim.server().close();
        Files.writeString(sim.billFile(), "{\"model\":\"sim-sm", StandardOpenOption.APPEND);

        sim.start();

        assertThat(sim.bill().totals()).isEqualTo(before);
        sim.answer(Tongue.OPENAI, Ask.model("sim-small"));
        assertThat(sim.billFile()).content().hasLineCount(2);
    }

    @Test
    void deleting_the_bill_begins_again_at_nothing() throws Exception {
        sim.answer(Tongue.OPENAI, Ask.model("sim-small"));

        HttpRequest.Builder delete = HttpRequest.newBuilder(sim.uri("/bill")).DELETE();

        assertThat(sim.send(delete).statusCode()).isEqualTo(204);
        assertThat(sim.get("/bill").path("requests").asLong()).isZero();
        assertThat(sim.billFile()).isEmptyFile();
    }

    @Test
    void refusals_cost_nothing() throws Exception {
        for (int status : new int[] {400, 401, 408, 413, 429, 500, 503, 529}) {
            for (Tongue tongue : Tongue.values()) {
                sim.answer(tongue, Ask.fault("" + status));
            }
        }
        sim.answer(Tongue.OPENAI, Ask.fault("html"));
        sim.answer(Tongue.OPENAI, Ask.fault("error-in-200"));

        assertThat(sim.bill().totals()).isEqualTo(new Totals(0, 0, 0, 26));
    }

    @Test
    void bad_answers_are_billed() throws Exception {
        for (String fault : new String[] {"invalid-json", "schema-invalid", "empty", "fenced", "no-choices"}) {
            sim.answer(Tongue.OPENAI, Ask.fault(fault).structured());
        }

        assertThat(sim.bill().totals().requests()).isEqualTo(5);
        assertThat(sim.bill().totals().refused()).isZero();
    }
}
