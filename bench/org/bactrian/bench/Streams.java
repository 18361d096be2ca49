package org.bactrian.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Measures many streams at a time, and callers who leave. Start the service on bench/load and the simulator. Usage:
 * Streams SERVICE_URL SIMULATOR_URL SERVICE_PROCESS CONCURRENT CHUNKS.
 */
public final class Streams {
    private static final int WARM_UP = 500;
    private static final int WARM_UP_CALLERS = 10;
    private static final int LEAVERS = 200;
    private static final int LEAVE_AFTER = 5;
    private static final String LAST_WANTED = "w" + (LEAVE_AFTER - 1) + "\"";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final String service;
    private final String process;
    private final SimulatorBill bill;
    private boolean wrong;

    private Streams(String service, String simulator, String process) {
        this.service = service;
        this.process = process;
        this.bill = new SimulatorBill(simulator);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int concurrent = Integer.parseInt(arguments[3]);
        int pieces = Integer.parseInt(arguments[4]);
        Streams test = new Streams(arguments[0], arguments[1], arguments[2]);
        StreamLoad.run(test.vertx, new Question(test.service, "quick", true), WARM_UP_CALLERS, WARM_UP);
        test.many(concurrent, pieces);
        test.leave();
        test.vertx.close();
        System.exit(test.wrong ? 1 : 0);
    }

    private void many(int concurrent, int pieces) throws IOException, InterruptedException {
        System.out.printf("(b) %d streams at a time of %d chunks, one each 20 ms%n", concurrent, pieces);
        bill.reset();
        Footprint footprint = new Footprint(process);
        long began = System.nanoTime();
        List<Received> all = StreamLoad.run(vertx, new Question(service, "paced", true), concurrent, concurrent);
        double seconds = (System.nanoTime() - began) / 1e9;
        int open = bill.awaitOpen(0, SOON);
        System.out.printf(Locale.ROOT, "%.1f s; %s%n", seconds, footprint.end());
        System.out.println("first content " + Received.firstContents(all));
        Verdicts verdicts = Verdicts.on(all, concurrent, pieces);
        System.out.println(verdicts);
        System.out.printf("asked of the simulator %d, open there %d%n", bill.attempts(), open);
        wrong |= open != 0 || !verdicts.good();
    }

    private void leave() throws IOException, InterruptedException {
        System.out.printf("(c) %d callers who leave after %d chunks of 10000%n", LEAVERS, LEAVE_AFTER);
        bill.reset();
        Question question = new Question(service, "long", true);
        List<Received> all = StreamLoad.run(vertx, question, LEAVERS, LEAVERS, received -> received.says(LAST_WANTED));
        int open = bill.awaitOpen(0, SOON);
        long now = System.nanoTime();
        long left = all.stream().mapToLong(Received::endedAt).max().orElse(now);
        long early =
                all.stream().filter(received -> !received.says(LAST_WANTED)).count();
        System.out.printf(
                "asked of the simulator %d, open there %d, seen %d ms after the last one left; failed before %d%n",
                bill.attempts(), open, (now - left) / 1_000_000, early);
        wrong |= open != 0 || early != 0;
    }
}
