package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers of all kinds, several at a time, until closed or the service is gone. Thread-safe. */
final class KillLoad implements AutoCloseable {
    private static final int CALLERS = 8;
    private static final int USERS = 6;
    private static final int DAYS = 1_000;
    private static final List<String> CLOSING = List.of(KillMix.GREEDY, KillMix.LIAR);

    /** One of so many callers who may leave does. */
    private static final int LEFT = 3;

    private static final int LEAVES_MS = 250;
    private static final int LEAVES_BYTES = 1_500;
    private static final long PATIENCE_S = 60;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String node;
    private final List<String> features;
    private final KillTally tally;
    private final int seldom;
    private final String round;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final AtomicInteger begun = new AtomicInteger();
    private volatile boolean ended;

    /**
     * Begins at once.
     *
     * @param seldom one of so many calls is one that closes its scopes
     */
    KillLoad(String node, List<String> features, int seldom, Random random, KillTally tally) {
        this.node = node;
        this.features =
                features.stream().filter(feature -> !CLOSING.contains(feature)).toList();
        this.seldom = seldom;
        this.round = "round-" + random.nextInt(Integer.MAX_VALUE);
        this.tally = tally;
        for (int caller = 0; caller < CALLERS; caller++) {
            Random own = new Random(random.nextLong());
            callers.execute(() -> call(own));
        }
    }

    int begun() {
        return begun.get();
    }

    private void call(Random random) {
        boolean gone = false;
        while (!ended && !gone) {
            begun.incrementAndGet();
            String feature = any(random.nextInt(seldom) == 0 ? CLOSING : features, random);
            gone = ask(feature, random).equals("gone");
        }
    }

    private static String any(List<String> features, Random random) {
        return features.get(random.nextInt(features.size()));
    }

    /** One call; returns how it ended. */
    String ask(String feature, Random random) {
        String outcome = outcome(feature, random);
        tally.count(feature, outcome);
        return outcome;
    }

    private String outcome(String feature, Random random) {
        boolean leaves = random.nextInt(LEFT) == 0;
        try {
            if (feature.equals(KillMix.SLOW) && leaves) {
                return leave(request(feature, random, false), random.nextInt(LEAVES_MS));
            }
            boolean stream = KillMix.STREAMS.contains(feature);
            boolean streamed = stream || (random.nextBoolean() && !CLOSING.contains(feature));
            return read(
                    request(feature, random, streamed),
                    stream && leaves ? random.nextInt(LEAVES_BYTES) : Integer.MAX_VALUE);
        } catch (IOException | ExecutionException e) {
            return "gone";
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest request(String feature, Random random, boolean streamed) {
        String user = random.nextInt(USERS) == 0 ? "regular" : round + "-" + random.nextInt(USERS);
        String question = "What is the weather like on day " + random.nextInt(DAYS) + "?";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node + "/v1/features/" + feature))
                .header("Content-Type", "text/plain")
                .header("Llm-User", user)
                .header("Llm-Tenant", random.nextBoolean() ? "acme" : "globex")
                .POST(HttpRequest.BodyPublishers.ofString(question));
        if (random.nextBoolean()) {
            request.header("Llm-Session", "session-" + random.nextInt(2));
        }
        return (streamed ? request.header("Accept", "text/event-stream") : request).build();
    }

    private static String leave(HttpRequest request, int millis)
            throws IOException, InterruptedException, ExecutionException {
        CompletableFuture<HttpResponse<InputStream>> response =
                CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            return read(response.get(millis, TimeUnit.MILLISECONDS), Integer.MAX_VALUE);
        } catch (TimeoutException e) {
            response.cancel(true);
            return "left";
        }
    }

    private static String read(HttpRequest request, int leaves) throws IOException, InterruptedException {
        return read(CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream()), leaves);
    }

    /** Reads until the end, or until so many bytes have come and the caller leaves. */
    private static String read(HttpResponse<InputStream> response, int leaves) throws IOException {
        try (InputStream body = response.body()) {
            byte[] read = body.readNBytes(leaves);
            return read.length == leaves ? "left" : outcome(response.statusCode(), new String(read, UTF_8));
        }
    }

    private static String outcome(int status, String body) {
        if (!body.contains("\"error\"")) {
            return "answered";
        }
        String code = body.replaceFirst("(?s).*\"code\" ?: ?\"([a-z_]+)\".*", "$1");
        return status == 200 ? "cut by " + code : code;
    }

    @Override
    public void close() {
        ended = true;
        callers.shutdown();
        try {
            if (!callers.awaitTermination(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new AssertionError("a caller hangs");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
