package org.bactrian.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any port will do, also with health and metrics on another one. */
class PortsTest {
    @TempDir
    Path folder;

    @Test
    void features_and_management_can_have_a_port_each() {
        int management = Ports.free();
        TestFolder files = new TestFolder(folder)
                .feature("echo", "good")
                .property("camel.management.port", Integer.toString(management));

        try (TestApp app = files.start("features")) {
            assertThat(app.ask("echo", "hello").status()).isEqualTo(200);
            assertThat(app.get("/observe/health").status()).isEqualTo(404);
            assertThat(get("http://127.0.0.1:" + management + "/observe/health"))
                    .contains("UP");
            assertThat(get("http://127.0.0.1:" + management + "/observe/metrics"))
                    .contains("llm_calls");
        }
    }

    private static String get(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
    }
}
