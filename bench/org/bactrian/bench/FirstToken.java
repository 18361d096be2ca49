package org.bactrian.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;

/**
 * Measures what Bactrian adds to the time to the first content of a stream, over a provider that answers at once. Start
 * the service on bench/load and the simulator. Usage: FirstToken SERVICE_URL SIMULATOR_URL.
 */
public final class FirstToken {
    private static final int STREAMS = 2000;
    private static final int[] CALLERS = {1, 50};
    private static final int PIECES = 20;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private boolean wrong;

    private FirstToken() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.printf(
                "Java %s, %d processors; no seed, nothing is random%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors());
        System.out.printf("(a) time to first content of %d streams of %d chunks sent at once%n", STREAMS, PIECES);
        FirstToken test = new FirstToken();
        Question direct = new Question(arguments[1] + "/simulator", "sim-quick?chunks=" + PIECES, true);
        Question through = new Question(arguments[0], "quick", true);
        for (int callers : CALLERS) {
            Latencies without = test.measure("simulator", direct, callers);
            Latencies with = test.measure("Bactrian", through, callers);
            System.out.printf("%3d at a time  %-10s %s%n", callers, "added", with.above(without));
        }
        test.vertx.close();
        System.exit(test.wrong ? 1 : 0);
    }

    private Latencies measure(String what, Question question, int callers) throws InterruptedException {
        StreamLoad.run(vertx, question, callers, STREAMS); // warms up
        List<Received> all = StreamLoad.run(vertx, question, callers, STREAMS);
        Latencies latencies = Received.firstContents(all);
        System.out.printf("%3d at a time  %-10s %s%n", callers, what, latencies);
        Verdicts verdicts = Verdicts.on(all, STREAMS, PIECES);
        if (!verdicts.good()) {
            System.out.println("WRONG: " + verdicts);
            wrong = true;
        }
        return latencies;
    }
}
