package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.bactrian.app.TestApp.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A budget that runs out is its owner's alone. */
final class OwnBudgetTest {
    @TempDir
    Path path;

    @Test
    void who_waited_for_the_answer_of_somebody_whose_budget_ran_out_asks_for_herself() {
        TestFolder folder = new TestFolder(path)
                .model("fails-once", "sim-fails-once?fault=500&times=1&delay=1s")
                .feature(
                        "shared",
                        "fails-once",
                        "cache: {exact: {ttl: 1h}}",
                        "limits: {maxOutputTokens: 100}",
                        "budget: {userDaily: {free: 0.0006}}");
        try (TestApp app = folder.start("features")) {
            CompletableFuture<Reply> first = app.askLater("shared", "the same", "Llm-User", "ann");
            await().until(() -> app.get("/simulator/bill").json().path("open").asInt() == 1);

            Reply second = app.ask("shared", "the same", "Llm-User", "bea");

            assertThat(first.join().code()).isEqualTo("budget_exceeded");
            assertThat(second.status()).isEqualTo(200);
            assertThat(second.header("Llm-Cache")).isEqualTo("miss");
        }
    }
}
