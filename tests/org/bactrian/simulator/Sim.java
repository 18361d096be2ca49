package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A simulator of its own for each test, spoken to over real connections. */
final class Sim implements BeforeEachCallback, AfterEachCallback {
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final String TICKET = "Good morning. My parcel has been missing for a week. Please find out where it is.";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private SimulatorServer server;
    private Path folder;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("simulator");
        start();
    }

    void start() throws IOException {
        server = SimulatorServer.start("127.0.0.1", 0, billFile());
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        server.close();
        Files.deleteIfExists(billFile());
        Files.delete(folder);
    }

    SimulatorServer server() {
        return server;
    }

    Bill bill() {
        return server.bill();
    }

    Path billFile() {
        return folder.resolve("bill.jsonl");
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + "/simulator" + path);
    }

    HttpRequest.Builder post(String path, JsonNode body) {
        return HttpRequest.newBuilder(uri(path))
                .version(Version.HTTP_1_1)
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(body.toString()));
    }

    /** A request in the form of a dialect. */
    HttpRequest.Builder ask(Tongue tongue, Ask ask) {
        return post(tongue.path(ask), tongue.body(ask)).headers("anthropic-version", "2023-06-01");
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> answer(Tongue tongue, Ask ask) throws IOException, InterruptedException {
        return send(ask(tongue, ask));
    }

    JsonNode json(Tongue tongue, Ask ask) throws IOException, InterruptedException {
        return json(answer(tongue, ask));
    }

    List<Sse> events(Tongue tongue, Ask ask) throws IOException, InterruptedException {
        return Sse.parse(answer(tongue, ask.streamed()).body());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json(send(HttpRequest.newBuilder(uri(path))));
    }

    /** A connection on which every byte can be seen. */
    Wiretap tap(Tongue tongue, Ask ask) throws IOException {
        return Wiretap.open(server.port(), "/simulator" + tongue.path(ask), tongue.body(ask));
    }

    HttpClient client() {
        return client;
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return MAPPER.readTree(response.body());
    }
}
