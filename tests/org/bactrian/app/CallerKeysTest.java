package org.bactrian.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.bactrian.app.TestApp.Reply;
import org.bactrian.config.Pepper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call over HTTP once there are API keys, and as whom. */
class CallerKeysTest {
    private static final String PEPPER = "a-pepper-for-tests";
    private static final String KEYS = "keys:\n"
            + entry("ada", "tier: free, tenant: acme")
            + entry("bob", "tier: pro, tenant: acme")
            + entry("eve", "tier: pro, tenant: umbrella")
            + entry("old", "tier: pro, tenant: acme, expires: 2020-01-31");
    private static final String OWN_ROUTE =
            """
            - route:
                from:
                  uri: platform-http:/own/chat
                  steps:
                    - doTry:
                        steps:
                          - process: {ref: llm-chat-enter}
                          - toD: {uri: "${exchangeProperty.llmCallUri}"}
                          - process: {ref: llm-chat-answer}
                        doCatch:
                          - exception: [java.lang.Exception]
                            steps:
                              - process: {ref: llm-http-error}
            - route:
                from:
                  uri: platform-http:/v1/own/headers
                  steps:
                    - setBody: {simple: {expression: "Headers: ${headers}"}}
                    - removeHeaders: {pattern: "*"}
            """;
    private static final byte[] CHAT =
            "{\"model\": \"echo\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}".getBytes(UTF_8);
    private static final String[] ADA = {"Authorization", "Bearer bk_ada"};

    @TempDir
    static Path path;

    private static TestApp app;

    private static String entry(String id, String rest) {
        return "  - {id: " + id + ", hash: \"" + new Pepper(PEPPER).hash("bk_" + id) + "\", user: " + id + ", " + rest
                + "}\n";
    }

    @BeforeAll
    static void start() {
        app = new TestFolder(path)
                .property("llm.keys-pepper", PEPPER)
                .feature("echo", "good", "cache: {exact: {scope: tenant}}")
                .feature("paid", "good", "limits: {requestsPerMinute: {free: 0, pro: 100}}")
                .write("keys.yaml", KEYS)
                .write("routes/own.camel.yaml", OWN_ROUTE)
                .start("features", "openai");
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    private static void isRefused(Reply reply) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("unauthorized");
        assertThat(reply.json().at("/error/type").asText()).isEqualTo("authentication_error");
        assertThat(reply.json().at("/error/message").asText()).contains("API key");
        assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void a_key_lets_its_owner_in() {
        assertThat(app.ask("echo", "hello", ADA).status()).isEqualTo(200);
        assertThat(app.ask("echo", "hello", "authorization", "bearer  bk_bob ").status())
                .isEqualTo(200);
        assertThat(app.get("/v1/models", ADA).status()).isEqualTo(200);
    }

    @Test
    void without_a_key_nothing_under_v1_answers() {
        isRefused(app.ask("echo", "hello"));
        isRefused(app.post("/v1/chat/completions", "application/json", CHAT));
        isRefused(app.get("/v1/models"));
        isRefused(app.get("/v1/nothing-yet"));
        isRefused(app.get("//v1/./models"));
        isRefused(app.get("/%76%31/models"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer bk_nobody",
                "Bearer bk_old",
                "Bearer bk_ad",
                "Bearer bk_ada bk_ada",
                "Bearer",
                "Bearer ",
                "Basic YmtfYWRhOg==",
                "bk_ada",
                "Bearerbk_ada",
                "Token bk_ada",
                "Secret bk_ada"
            })
    void what_is_no_key_that_works_is_refused(String authorization) {
        isRefused(app.ask("echo", "hello", "Authorization", authorization));
    }

    @Test
    void a_stranger_costs_nothing() {
        int before = app.seen();
        isRefused(app.ask("echo", "never asked before"));

        assertThat(app.seen()).isEqualTo(before);
    }

    @Test
    void a_route_elsewhere_that_uses_our_steps_needs_a_key_too() {
        isRefused(app.post("/own/chat", "application/json", CHAT));
        assertThat(app.post("/own/chat", "application/json", CHAT, ADA).status())
                .isEqualTo(200);
    }

    @Test
    void the_key_itself_goes_no_further_than_the_gate() {
        Reply reply = app.get("/v1/own/headers", "Authorization", "Bearer bk_ada", "Other", "seen");

        assertThat(reply.body()).contains("seen").doesNotContain("bk_ada");
    }

    @Test
    void a_hash_out_of_the_file_is_no_key() {
        isRefused(app.ask("echo", "hello", "Authorization", "Bearer " + new Pepper(PEPPER).hash("bk_ada")));
    }

    @Test
    void a_long_header_is_refused_and_a_huge_one_is_not_read() {
        isRefused(app.ask("echo", "hello", "Authorization", "Bearer " + "k".repeat(6_000)));

        HttpRequest huge = HttpRequest.newBuilder(URI.create(app.url() + "/v1/models"))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + "k".repeat(100_000))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .sendAsync(huge, HttpResponse.BodyHandlers.discarding())
                        .join()
                        .statusCode())
                .isEqualTo(431);
        assertThat(app.ask("echo", "hello", ADA).status()).isEqualTo(200);
    }

    @Test
    void a_large_body_of_a_stranger_is_not_taken() {
        isRefused(app.post("/v1/features/echo", "text/plain", new byte[9_000_000]));
        isRefused(app.post("/v1/features/echo", "text/plain", new byte[11_000_000]));
    }

    @Test
    void a_stranger_who_wants_a_stream_gets_a_status_and_no_event() {
        Reply reply = app.ask("echo", "hello", "Accept", "text/event-stream", "Authorization", "Bearer bk_nobody");

        isRefused(reply);
        assertThat(reply.body()).doesNotContain("data:");
    }

    @Test
    void a_key_streams() {
        Reply reply = app.ask("echo", "hello", "Accept", "text/event-stream", "Authorization", "Bearer bk_ada");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("data: [DONE]");
    }

    @Test
    void what_shows_no_data_of_callers_stays_open() {
        assertThat(app.get("/observe/health").status()).isEqualTo(200);
        assertThat(app.get("/observe/metrics").status()).isEqualTo(200);
        assertThat(app.get("/simulator/bill").status()).isEqualTo(200);
        assertThat(app.get("/nothing").status()).isEqualTo(404);
    }

    @Test
    void a_tier_comes_from_the_key_and_not_from_the_caller() {
        assertThat(app.ask("paid", "hello", "Authorization", "Bearer bk_ada", "Llm-Tier", "pro")
                        .code())
                .isEqualTo("rate_limited");
        assertThat(app.ask("paid", "hello", "Authorization", "Bearer bk_bob", "Llm-Tier", "no-such-tier")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_tenant_comes_from_the_key_and_not_from_the_caller() {
        assertThat(app.ask("echo", "ours", ADA).header("Llm-Cache")).isEqualTo("miss");
        assertThat(app.ask("echo", "ours", "Authorization", "Bearer bk_eve", "Llm-Tenant", "acme")
                        .header("Llm-Cache"))
                .isEqualTo("miss");
        assertThat(app.ask("echo", "ours", "Authorization", "Bearer bk_bob", "Llm-Tenant", "umbrella")
                        .header("Llm-Cache"))
                .isEqualTo("hit");
    }
}
