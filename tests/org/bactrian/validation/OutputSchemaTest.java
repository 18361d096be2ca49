package org.bactrian.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.bactrian.provider.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema is checked, compiled and stands on its own. */
final class OutputSchemaTest {
    private static OutputSchema schema(String json) throws IOException {
        return OutputSchema.of("test", "hash", Json.read(json));
    }

    @Test
    void a_document_that_fits_has_no_faults() throws IOException {
        OutputSchema schema = schema("{\"type\": \"object\", \"required\": [\"team\"]}");

        assertThat(schema.faults(Json.read("{\"team\": \"billing\"}"))).isEmpty();
    }

    @Test
    void a_document_that_does_not_fit_is_told_why() throws IOException {
        OutputSchema schema = schema("{\"type\": \"object\", \"required\": [\"team\"]}");

        assertThat(schema.faults(Json.read("{}"))).singleElement().asString().contains("team");
    }

    @Test
    void references_inside_a_schema_are_followed() throws IOException {
        OutputSchema schema = schema(
                """
                {"type": "array", "items": {"$ref": "#/$defs/team"},
                 "$defs": {"team": {"enum": ["billing", "support"]}}}
                """);

        assertThat(schema.faults(Json.read("[\"billing\"]"))).isEmpty();
        assertThat(schema.faults(Json.read("[\"sales\"]"))).hasSize(1);
    }

    @Test
    void a_reference_to_another_server_is_refused_and_nothing_is_fetched() throws IOException {
        AtomicInteger fetched = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            fetched.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/other.schema.json";
            assertThatThrownBy(() -> schema("{\"$ref\": \"" + url + "\"}")).isInstanceOf(RuntimeException.class);
            assertThat(fetched).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_reference_to_a_file_is_refused(@TempDir Path folder) throws IOException {
        Path other = Files.writeString(folder.resolve("other.schema.json"), "{\"type\": \"string\"}");

        assertThatThrownBy(() -> schema("{\"$ref\": \"" + other.toUri() + "\"}"))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void a_reference_to_the_classpath_is_refused() {
        assertThatThrownBy(() -> schema("{\"$ref\": \"classpath:/org/bactrian/schemas/feature.schema.json\"}"))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void what_is_no_schema_is_told() throws IOException {
        JsonNode definition = Json.read("{\"type\": \"objekt\", \"required\": \"team\"}");

        assertThat(OutputSchema.faultsOf(definition)).isNotEmpty();
        assertThat(OutputSchema.faultsOf(Json.read("{\"type\": \"object\"}"))).isEmpty();
    }
}
