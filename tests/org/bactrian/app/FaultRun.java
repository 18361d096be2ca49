package org.bactrian.app;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.bactrian.provider.Lane;
import org.bactrian.simulator.Bill.Totals;
import org.bactrian.simulator.SimulatorServer;

/** One fault met by one call, and what could be seen of it from outside. */
final class FaultRun {
    private final FaultCase fault;
    private final String dialect;
    private final boolean streamed;
    private String caller = "";
    private String inferenceId = "";
    private double seconds;
    private long upstream;
    private int counted;

    FaultRun(FaultCase fault, String dialect, boolean streamed) {
        this.fault = fault;
        this.dialect = dialect;
        this.streamed = streamed;
    }

    FaultCase fault() {
        return fault;
    }

    boolean streamed() {
        return streamed;
    }

    String dialect() {
        return dialect;
    }

    String name() {
        return dialect.charAt(0) + "-" + fault.key() + (streamed ? "-s" : "-w");
    }

    private String remote() {
        return "sim-" + name() + "?" + fault.query();
    }

    void define(TestFolder folder) {
        String provider = fault.provider().isEmpty() ? "sim-" + dialect : fault.provider() + "-" + dialect;
        folder.modelOf(provider, name(), remote(), "retryBudget: 1");
        folder.write(
                "features/" + name() + ".yaml",
                "prompt: plain.v1\nmodels: [" + name() + ", good-" + dialect + "]\n"
                        + "retry: {attempts: 2, baseDelay: 1ms, maxDelay: 2ms}\n"
                        + "timeouts: {connect: 500ms, firstToken: 1s, idle: 1s, attempt: 2500ms, total: 20s}\n"
                        + "repair: {attempts: 1}\n" + (fault.structured() ? "output: note\n" : ""));
    }

    void run(TestApp app) {
        long began = System.nanoTime();
        if (streamed) {
            streamed(Streamed.feature(app, name(), "My parcel is lost. Please help me to find it again."));
        } else {
            whole(app.ask(name(), "My parcel is lost. Please help me to find it again."));
        }
        seconds = (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1);
        Lane lane = app.app().installation().engine().lanesOfModels().get(name());
        CircuitBreaker breaker = lane.breaker();
        counted = breaker.getMetrics().getNumberOfFailedCalls();
    }

    /** Looks at the bill, when the provider has noticed the end of every answer. */
    void look(SimulatorServer provider) {
        Totals totals = provider.bill().byModel().getOrDefault(remote(), new Totals(0, 0, 0, 0));
        upstream = totals.requests() + totals.refused();
    }

    private void whole(TestApp.Reply reply) {
        inferenceId = reply.header("Llm-Inference-Id");
        caller = reply.status() == 200 ? answer(reply.header("Llm-Model")) : reply.status() + " `" + reply.code() + "`";
    }

    private void streamed(Streamed stream) {
        inferenceId = stream.header("Llm-Inference-Id");
        if (stream.status() != 200) {
            caller = stream.status() + " `" + stream.body().at("/error/code").asText() + "`";
        } else if (stream.done()) {
            caller = answer(stream.header("Llm-Model"));
        } else {
            caller = "a part, then an `error` event `" + stream.error() + "`";
        }
    }

    private String answer(String model) {
        return model.equals(name()) ? "its answer" : "the next model's answer";
    }

    String inferenceId() {
        return inferenceId;
    }

    double seconds() {
        return seconds;
    }

    /** Everything but the time, which differs from run to run. */
    String seen(String ledger) {
        return caller + " | " + upstream + " | " + counted + " | " + ledger;
    }

    String caller() {
        return caller;
    }

    String row(String dialects, String ledger) {
        String when = seconds < 0.5 ? "at once" : String.format(Locale.ROOT, "after %.1f s", seconds);
        return "| " + fault.name() + " | " + (streamed ? "stream" : "whole") + dialects + " | " + caller + " | " + when
                + " | " + upstream + " | " + counted + " | " + ledger + " |";
    }
}
