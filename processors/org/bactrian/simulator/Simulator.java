package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.function.Supplier;

/** A provider that needs no key, as routes on the event loop: it never takes a thread that its own caller waits on. */
public final class Simulator {
    private static final long LARGEST_BODY = 50L * 1024 * 1024;
    private static final int QUICK_BODY = 64 * 1024;
    private static final int FIRST_ORDER = -1000;
    private static final int WORKERS = 2;

    private final Bill bill;
    private final StandIn standIn;
    private int routes;

    public Simulator(Bill bill) {
        this.bill = bill;
        this.standIn = new StandIn(bill, Clock.systemUTC());
    }

    /** Adds the simulator's routes in front of all others of the router. */
    public void mount(Router router, String prefix) {
        Dialect openAi = new OpenAi();
        chat(router, prefix + "/v1/chat/completions", openAi, () -> openAi);
        chat(router, prefix + "/v1/embeddings", openAi, () -> new Embeddings(openAi));
        Dialect anthropic = new Anthropic();
        chat(router, prefix + "/anthropic/v1/messages", anthropic, () -> anthropic);
        Dialect gemini = new Gemini();
        chat(router, prefix + "/gemini/v1beta/models/:" + Gemini.PATH_PARAMETER, gemini, () -> gemini);
        route(router, HttpMethod.GET, prefix + "/v1/models", openAi).handler(ctx -> Replies.json(ctx, models()));
        route(router, HttpMethod.GET, prefix + "/bill", openAi).handler(ctx -> Replies.json(ctx, billed()));
        route(router, HttpMethod.DELETE, prefix + "/bill", openAi).handler(this::resetBill);
    }

    private void chat(Router router, String path, Dialect family, Supplier<Dialect> dialect) {
        route(router, HttpMethod.POST, path, family)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(ctx -> complete(ctx, dialect.get()));
    }

    private Route route(Router router, HttpMethod method, String path, Dialect dialect) {
        return router.route(method, path)
                .order(FIRST_ORDER + routes++)
                .failureHandler(ctx -> Replies.failure(ctx, dialect));
    }

    private void complete(RoutingContext ctx, Dialect dialect) {
        Call call = Call.of(ctx);
        Future<Script> script = call.body().length() <= QUICK_BODY
                ? Future.succeededFuture(standIn.answer(dialect, call))
                : slowly(ctx.vertx(), dialect, call);
        script.onSuccess(made -> Player.play(ctx, made, bill)).onFailure(ctx::fail);
    }

    /** Counting the tokens of a whole book would hold up the event loop. */
    private Future<Script> slowly(Vertx vertx, Dialect dialect, Call call) {
        WorkerExecutor workers = vertx.createSharedWorkerExecutor("llm-simulator", WORKERS);
        return workers.executeBlocking(() -> standIn.answer(dialect, call), false)
                .onComplete(done -> workers.close());
    }

    private static JsonNode models() {
        ObjectNode models = Json.object().put("object", "list");
        models.putArray("data")
                .addObject()
                .put("id", "sim-small")
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "bactrian-simulator");
        return models;
    }

    private JsonNode billed() {
        ObjectNode totals = Json.tree(bill.totals()).deepCopy();
        totals.put("open", bill.open());
        totals.set("models", Json.tree(bill.byModel()));
        return totals;
    }

    private void resetBill(RoutingContext ctx) {
        bill.reset();
        Replies.nothing(ctx);
    }
}
