package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A chat's incoming webhook that is down for its first calls; keeps what it is told. */
final class Webhook implements AutoCloseable {
    private static final String PATH = "/services/T0/B0/secret";

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals;
    private final HttpServer server;

    Webhook(int refusals) throws IOException {
        this.refusals = new AtomicInteger(refusals);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        boolean well = isPost(exchange) && refusals.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
        if (well) {
            told.add(body);
        }
        exchange.sendResponseHeaders(well ? 200 : 503, -1);
        exchange.close();
    }

    private static boolean isPost(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("POST")
                && exchange.getRequestURI().getPath().equals(PATH)
                && "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    Queue<String> told() {
        return told;
    }

    int refusalsLeft() {
        return refusals.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
