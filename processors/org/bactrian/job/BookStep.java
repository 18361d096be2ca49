package org.bactrian.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.bactrian.call.Engine;

/** Steps {@code llm-book-...}: a page of the books, as much of it as its reader may see. */
final class BookStep implements Processor {
    private static final int OK = 200;

    /** A thousandth of a cent is 0.00001 and not 1E-5. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Engine engine;
    private final String page;

    /** For one page, by its name in {@link BookPages}. */
    BookStep(Engine engine, String page) {
        this.engine = engine;
        this.page = page;
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        HttpServerRequest request = Http.request(exchange);
        Caller caller = Caller.of(exchange);
        if (BookPages.isOfAll(page)) {
            caller.requireAllTenants();
        }
        Map<String, String> asked = new HashMap<>();
        request.params().forEach(asked::putIfAbsent);
        boolean csv = page.equals("usage") && new BookQuery(asked).csv(request.getHeader("Accept"));
        ObjectNode body = pages().page(page, asked, caller.onlyTenant());
        if (csv) {
            Http.answer(
                    exchange, OK, "text/csv; charset=utf-8", UsageCsv.of(body).getBytes(UTF_8));
        } else {
            Http.answer(exchange, OK, "application/json", MAPPER.writeValueAsBytes(body));
        }
    }

    /** What has just happened is written first, so that it is in them. */
    private BookPages pages() {
        engine.log().flush();
        engine.ledger().flush();
        return new BookPages(
                engine.store(), engine.ledger().ownFree(), engine.ledger().now());
    }
}
