package org.bactrian.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.Locale;

/**
 * Measures what an outage makes of the load: callers at a fixed rate, a model that is down for the whole time. Start the
 * service on bench/load and the simulator. Usage: Storm SERVICE_URL SIMULATOR_URL SECONDS RATE RATIO.
 */
public final class Storm {
    private static final int WARM_UP = 10;
    private static final int COMPARISON = 15;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final String service;
    private final SimulatorBill bill;
    private final int rate;

    private Storm(String service, String simulator, int rate) {
        this.service = service;
        this.bill = new SimulatorBill(simulator);
        this.rate = rate;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int seconds = Integer.parseInt(arguments[2]);
        Storm storm = new Storm(arguments[0], arguments[1], Integer.parseInt(arguments[3]));
        System.out.printf(
                "Java %s, %d processors; attempts 3, baseDelay 50ms, maxDelay 500ms, the breaker never opens;"
                        + " pauses are random, without a seed%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors());
        storm.load("warm-up", WARM_UP);
        storm.print("retryBudget " + arguments[4], "down", seconds);
        storm.print("retryBudget 1", "down-generous", COMPARISON);
        storm.vertx.close();
    }

    private FixedRate load(String feature, int seconds) throws InterruptedException {
        return FixedRate.run(vertx, new Question(service, feature, false), rate, seconds * rate);
    }

    private void print(String what, String feature, int seconds) throws IOException, InterruptedException {
        bill.reset();
        FixedRate load = load(feature, seconds);
        int requests = seconds * rate;
        long attempts = bill.attempts();
        System.out.printf("%s: %d s of %d requests a second%n", what, seconds, rate);
        System.out.printf(
                Locale.ROOT,
                "  requests %d, attempts at the simulator %d, storm factor %.4f%n",
                requests,
                attempts,
                (double) attempts / requests);
        System.out.println("  answers by status " + load.statuses());
        System.out.println("  latency of callers " + load.latencies());
    }
}
