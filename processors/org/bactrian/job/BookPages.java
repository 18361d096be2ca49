package org.bactrian.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.ledger.Audit;
import org.bactrian.ledger.Budgets;
import org.bactrian.ledger.DayBook;
import org.bactrian.ledger.Store;
import org.bactrian.ledger.UsageReport;
import org.bactrian.ledger.UsageReport.By;
import org.bactrian.provider.Json;
import org.jspecify.annotations.Nullable;

/** The books as they are read over HTTP and at the command line: usage, budgets, the ledger's audit, its days. Used once. */
public final class BookPages {
    /** Pages that tell of all tenants and of nobody's share. */
    private static final Set<String> OF_ALL = Set.of("ledger", "ledger/days");

    private static final int MOST_DAYS = 400;

    private final Store store;
    private final Map<String, BigDecimal> free;
    private final Instant now;

    /**
     * The books of a store.
     *
     * @param free what this process has set aside and no call has taken; empty for one that makes no calls
     */
    public BookPages(Store store, Map<String, BigDecimal> free, Instant now) {
        this.store = store;
        this.free = free;
        this.now = now;
    }

    /** Whether a page is for admins alone. */
    static boolean isOfAll(String page) {
        return OF_ALL.contains(page);
    }

    /**
     * One page.
     *
     * @param page usage, budgets, ledger or ledger/days
     * @param asked the parameters of the request
     * @param only the one tenant the reader may see, or null if he may see all
     * @throws LlmRefused if the parameters cannot be read, or ask for what he may not see
     */
    public ObjectNode page(String page, Map<String, String> asked, @Nullable String only) {
        BookQuery query = new BookQuery(asked);
        return switch (page) {
            case "usage" -> usage(query, only);
            case "budgets" -> budgets(query, only);
            case "ledger" -> ledger(query);
            case "ledger/days" -> days(query);
            default -> throw new IllegalArgumentException(page);
        };
    }

    private ObjectNode usage(BookQuery query, @Nullable String only) {
        query.requireKnown(Set.of("by", "from", "to", "tenant", "format"));
        By by = query.by();
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        new UsageReport(store)
                .rows(by, query.between(), query.tenant(only))
                .forEach(row -> data.add(BookRows.usage(row)));
        return body;
    }

    private ObjectNode budgets(BookQuery query, @Nullable String only) {
        query.requireKnown(Set.of("scope", "tenant", "limit"));
        int limit = query.limit();
        Budgets.Which which = new Budgets.Which(query.tenant(only), query.scope(), limit + 1);
        List<Budgets.Row> rows = new Budgets(store, free).rows(which, now);
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        rows.stream().limit(limit).forEach(row -> data.add(BookRows.budget(row)));
        if (rows.size() > limit) {
            body.put("more", true);
        }
        return body;
    }

    private ObjectNode ledger(BookQuery query) {
        query.requireKnown(Set.of());
        Audit.Result result = Audit.of(store);
        ObjectNode body = Json.object()
                .put("entries", result.entries())
                .put("windows", result.windows())
                .put("sum_usd", BookRows.usd(result.sumUsd()))
                .put("found", result.found());
        ArrayNode differences = body.putArray("differences");
        result.differences().forEach(difference -> differences.add(BookRows.difference(difference)));
        return body;
    }

    private ObjectNode days(BookQuery query) {
        query.requireKnown(Set.of("from", "to"));
        LocalDate from = query.day("from");
        LocalDate to = query.day("to");
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) > MOST_DAYS) {
            String message = "to must be from 0 to " + MOST_DAYS + " days after from";
            throw new LlmRefused(ErrorCode.INVALID_INPUT, message, "to");
        }
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        new DayBook(store).rows(from, to).forEach(row -> data.add(BookRows.day(row)));
        return body;
    }
}
