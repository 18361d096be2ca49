package org.bactrian.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.RequestOptions;

/**
 * Measures what Bactrian adds to a request: the same ticket straight to a mock provider and through the service, with
 * every wrap on, cache bypassed; then exact hits; then a provider that takes half a second. Usage: Overhead SERVICE_URL
 * MOCK_PORT SECONDS. Start the service on bench/app, whose provider is the mock.
 */
public final class Overhead {
    private static final String COMPLETION =
            "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"mock\","
                    + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
                    + "\"{\\\"urgency\\\":\\\"high\\\",\\\"team\\\":\\\"billing\\\",\\\"summary\\\":\\\"Charged twice.\\\"}\"},"
                    + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":300,\"completion_tokens\":24,\"total_tokens\":324}}";
    private static final String TICKET =
            "Hello, ticket %d. I was charged twice for the same order and nobody answers my mails. Please refund the second"
                    + " payment and tell me when the money will be back, because my rent is due on Friday.";

    private Overhead() {}

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        RequestOptions base = new RequestOptions().setAbsoluteURI(arguments[0]);
        int mock = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        serve(vertx, mock);
        for (int connections : new int[] {1, 16}) {
            print("direct", connections, Load.run(vertx, connections, seconds, mock(mock), TICKET));
            print("bare route", connections, Load.run(vertx, connections, seconds, path(base, "/bare"), TICKET));
            print("all wraps", connections, Load.run(vertx, connections, seconds, feature(base, "all-wraps"), TICKET));
            print("exact hit", connections, Load.run(vertx, connections, seconds, hit(base), "The same for all"));
        }
        for (int connections : new int[] {256, 800}) {
            print("500 ms upstream", connections, Load.run(vertx, connections, seconds, feature(base, "slow"), TICKET));
        }
        vertx.close();
    }

    private static void print(String what, int connections, Load.Result result) {
        System.out.printf("%-16s %4d connections %s%n", what, connections, result);
    }

    static void serve(Vertx vertx, int port) {
        Buffer answer = Buffer.buffer(COMPLETION);
        vertx.createHttpServer(new HttpServerOptions().setTcpNoDelay(true))
                .requestHandler(request -> {
                    Runnable end = () -> request.response()
                            .putHeader("Content-Type", "application/json")
                            .end(answer);
                    request.endHandler(all -> {
                        if (request.path().startsWith("/slow")) {
                            vertx.setTimer(500, timer -> end.run());
                        } else {
                            end.run();
                        }
                    });
                })
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static RequestOptions mock(int port) {
        return new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/v1/chat/completions")
                .putHeader("Content-Type", "text/plain");
    }

    private static RequestOptions path(RequestOptions base, String path) {
        return new RequestOptions(base).setURI(path).putHeader("Content-Type", "text/plain");
    }

    private static RequestOptions hit(RequestOptions base) {
        return path(base, "/v1/features/cached");
    }

    private static RequestOptions feature(RequestOptions base, String feature) {
        return path(base, "/v1/features/" + feature).putHeader("Cache-Control", "no-store");
    }
}
