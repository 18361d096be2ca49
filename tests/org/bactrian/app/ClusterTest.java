package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bactrian.simulator.SimulatorServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three processes answer as one; one that dies or hangs costs a call, never an answer. The bill is the referee. */
@Timeout(120)
final class ClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLERS = 100;

    @TempDir
    static Path folder;

    private static SimulatorServer provider;
    private static Command one;
    private static Command two;
    private static Command doomed;
    private static Client atOne;
    private static Client atTwo;
    private static Client atDoomed;

    @BeforeAll
    static void start() throws IOException {
        provider = SimulatorServer.start("127.0.0.1", 0, folder.resolve("bill.jsonl"));
        List<Integer> ports = List.of(Ports.free(), Ports.free(), Ports.free());
        one = node("one", ports, 0);
        atOne = new Client(one.awaitReady());
        two = node("two", ports, 1);
        atTwo = new Client(two.awaitReady());
        doomed = node("doomed", ports, 2);
        atDoomed = new Client(doomed.awaitReady());
        await().atMost(PATIENCE).until(() -> one.output().contains("3 nodes"));
    }

    @AfterAll
    static void stop() {
        Stream.of(one, two, doomed).forEach(Command::close);
        provider.close();
    }

    private static Command node(String name, List<Integer> ports, int index) {
        Path home = folder.resolve(name);
        TestFolder files = new TestFolder(home)
                .property("llm.cluster", "hazelcast")
                .property("llm.cluster.port", ports.get(index).toString())
                .property(
                        "llm.cluster.members",
                        String.join(
                                ",",
                                ports.stream().map(port -> "127.0.0.1:" + port).toList()))
                .property("simulator.port", Integer.toString(provider.port()))
                .property("llm.simulator", "off")
                .property("camel.server.port", Integer.toString(Ports.free()));
        for (String test : List.of("same", "killed", "frozen", "after")) {
            files.model(test, "sim-" + test + "?delay=" + (test.equals("after") ? "10ms" : "2s"))
                    .feature(test, test, "cache: {exact: {ttl: 1h, scope: tenant}}");
        }
        files.complete("features");
        return Command.java(home, "run");
    }

    private static long billed(String model) {
        return provider.bill().byModel().entrySet().stream()
                .filter(each -> each.getKey().startsWith("sim-" + model))
                .mapToLong(each -> each.getValue().requests())
                .sum();
    }

    private static void awaitAsked() {
        await().atMost(PATIENCE).until(() -> provider.bill().open() > 0);
    }

    private static String cache(HttpResponse<String> response) {
        return response.headers().firstValue("Llm-Cache").orElse("");
    }

    @Test
    void one_question_of_many_callers_at_several_nodes_is_paid_for_once() {
        List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 2 * CALLERS)
                .mapToObj(i -> (i % 2 == 0 ? atOne : atTwo).askLater("same", "What is the weather like?"))
                .toList();
        List<HttpResponse<String>> answers =
                asked.stream().map(CompletableFuture::join).toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
        assertThat(billed("same")).isEqualTo(1);
    }

    @Test
    void what_one_node_was_told_another_need_not_ask() {
        String answer = atOne.askLater("after", "Who said it first?").join().body();
        HttpResponse<String> again =
                atTwo.askLater("after", "Who said it first?").join();

        assertThat(cache(again)).isEqualTo("hit");
        assertThat(again.body()).isEqualTo(answer);
    }

    @Test
    void when_the_one_that_asks_is_killed_another_asks_again() {
        CompletableFuture<HttpResponse<String>> lost = atDoomed.askLater("killed", "What now?");
        awaitAsked();
        CompletableFuture<HttpResponse<String>> waits = atOne.askLater("killed", "What now?");
        await().during(Duration.ofMillis(300)).until(() -> !waits.isDone());

        doomed.kill();

        assertThat(waits.join().statusCode()).isEqualTo(200);
        assertThat(lost).isCompletedExceptionally();
        assertThat(billed("killed")).isBetween(1L, 2L);
    }

    @Test
    void when_the_one_that_asks_hangs_another_goes_on_without_it_and_takes_it_back_later() {
        CompletableFuture<HttpResponse<String>> hangs = atTwo.askLater("frozen", "What now?");
        awaitAsked();
        two.freeze();
        try {
            HttpResponse<String> answer = atOne.askLater("frozen", "What now?").join();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(IntStream.range(0, 20).mapToObj(i -> atOne.askLater("after", "Question " + i)
                            .join()))
                    .allSatisfy(each -> assertThat(each.statusCode()).isEqualTo(200));
        } finally {
            two.thaw();
        }
        assertThat(hangs.join().statusCode()).isEqualTo(200);
        assertThat(billed("frozen")).isBetween(1L, 2L);
        await().atMost(PATIENCE).until(() -> {
            String fresh = "Is it back at " + System.nanoTime() + "?";
            atTwo.askLater("after", fresh).join();
            return cache(atOne.askLater("after", fresh).join()).equals("hit");
        });
    }
}
