package org.bactrian.bench;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/**
 * Measures the chain without any server of ours: one thread, a flow in this process, the mock provider on loopback. What
 * the chain adds is the difference between its row and the bare one. Usage: InProcess MOCK_PORT CALLS.
 */
public final class InProcess {
    private static final String TICKET =
            "Ticket %d. I was charged twice for the same order. Please refund one payment.";
    private static final int ROUNDS = 8;

    private InProcess() {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        Overhead.serve(vertx, Integer.parseInt(arguments[0]));
        int calls = Integer.parseInt(arguments[1]);
        Main main = new Main();
        main.addInitialProperty("llm.home", "file:" + Path.of("bench/app").toAbsolutePath());
        main.addInitialProperty("llm.store.url", "jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1");
        main.addInitialProperty("mock.port", arguments[0]);
        main.configure().withRoutesIncludePattern("file:bench/flow/*.camel.yaml");
        main.start();
        ProducerTemplate template = main.getCamelTemplate();
        for (String route : new String[] {"bare", "chain", "hit"}) {
            print(route, best(template, "direct:" + route, calls));
        }
        main.stop();
        vertx.close();
    }

    private static double best(ProducerTemplate template, String uri, int calls) {
        double[] micros = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long began = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                template.requestBody(
                        uri, (Object) Map.of("text", TICKET.replace("%d", uri.endsWith("hit") ? "" : round + "-" + i)));
            }
            micros[round] = (System.nanoTime() - began) / 1_000.0 / calls;
        }
        Arrays.sort(micros);
        return micros[0];
    }

    private static void print(String what, double micros) {
        System.out.println(
                String.format(Locale.ROOT, "%-8s %8.1f us a call (best of %d rounds)", what, micros, ROUNDS));
    }
}
