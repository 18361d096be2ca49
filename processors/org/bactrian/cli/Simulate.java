package org.bactrian.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.bactrian.config.StartException;
import org.bactrian.simulator.SimulatorServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bactrian simulate}: the stand-in provider alone, its bill on disk. */
@Command(name = "simulate", description = "Runs the simulator, a stand-in for an LLM provider, alone.")
final class Simulate implements Runnable {
    @Option(names = "--port", defaultValue = "8089", description = "Port to listen on (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--bill",
            defaultValue = "simulator-bill.jsonl",
            description = "File that every billed request is appended to (default ${DEFAULT-VALUE}).")
    private Path bill = Path.of("simulator-bill.jsonl");

    @Override
    public void run() {
        SimulatorServer server = start();
        Exit.onSignal(server::close);
        System.out.println("Simulator ready on http://127.0.0.1:" + server.port() + "/simulator/v1");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.close();
        }
    }

    private SimulatorServer start() {
        try {
            return SimulatorServer.start("127.0.0.1", port, bill);
        } catch (IOException e) {
            throw new StartException("The simulator cannot start: " + e.getMessage(), e);
        }
    }
}
