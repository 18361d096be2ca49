package org.bactrian.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Path;

/** The simulator alone, on a port of its own, with its bill on disk. */
public final class SimulatorServer implements AutoCloseable {
    private static final String PREFIX = "/simulator";

    private final Vertx vertx;
    private final HttpServer server;
    private final Bill bill;

    private SimulatorServer(Vertx vertx, HttpServer server, Bill bill) {
        this.vertx = vertx;
        this.server = server;
        this.bill = bill;
    }

    /**
     * Starts to serve under {@code /simulator}.
     *
     * @param port 0 takes any free one
     * @throws IOException if the bill cannot be read or the port not be had
     */
    public static SimulatorServer start(String host, int port, Path billFile) throws IOException {
        Bill bill = Bill.onDisk(billFile);
        FileSystemOptions noCache =
                new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        Vertx vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(noCache));
        try {
            Router router = Router.router(vertx);
            new Simulator(bill).mount(router, PREFIX);
            HttpServer server =
                    await(vertx.createHttpServer().requestHandler(router).listen(port, host));
            return new SimulatorServer(vertx, server, bill);
        } catch (RuntimeException e) {
            await(vertx.close());
            bill.close();
            throw new IOException("The simulator cannot listen on " + host + ":" + port, e);
        }
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** What its callers owe. */
    public Bill bill() {
        return bill;
    }

    @Override
    public void close() {
        await(vertx.close());
        bill.close();
    }
}
