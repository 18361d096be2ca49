package org.bactrian.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.Objects;
import org.bactrian.simulator.StandIn.Answer;

/** A provider that needs no key, as routes on the event loop: it never takes a thread that its own caller waits on. */
public final class Simulator {
    private static final long LARGEST_BODY = 50L * 1024 * 1024;
    private static final int QUICK_BODY = 64 * 1024;
    private static final int FIRST_ORDER = -1000;
    private static final int WORKERS = 2;

    private final Bill bill;
    private final StandIn standIn;

    public Simulator(Bill bill) {
        this.bill = bill;
        this.standIn = new StandIn(bill, Clock.systemUTC());
    }

    /** Adds the simulator's routes in front of all others of the router. */
    public void mount(Router router, String prefix) {
        route(router, HttpMethod.POST, prefix + "/v1/chat/completions", 0)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY))
                .handler(this::complete);
        route(router, HttpMethod.GET, prefix + "/v1/models", 1).handler(ctx -> Delivery.json(ctx, models()));
        route(router, HttpMethod.GET, prefix + "/bill", 2).handler(ctx -> Delivery.json(ctx, billed()));
        route(router, HttpMethod.DELETE, prefix + "/bill", 3).handler(this::resetBill);
    }

    private static Route route(Router router, HttpMethod method, String path, int place) {
        return router.route(method, path).order(FIRST_ORDER + place).failureHandler(Delivery::failure);
    }

    private void complete(RoutingContext ctx) {
        Buffer body = Objects.requireNonNullElseGet(ctx.body().buffer(), Buffer::buffer);
        String faults = Objects.requireNonNullElse(ctx.request().getHeader("Sim-Fault"), "");
        Future<Answer> answer = body.length() <= QUICK_BODY
                ? Future.succeededFuture(standIn.answer(body.getBytes(), faults))
                : slowly(ctx.vertx(), body, faults);
        answer.onSuccess(made -> Delivery.send(ctx, made)).onFailure(ctx::fail);
    }

    /** Counting the tokens of a whole book would hold up the event loop. */
    private Future<Answer> slowly(Vertx vertx, Buffer body, String faults) {
        WorkerExecutor workers = vertx.createSharedWorkerExecutor("llm-simulator", WORKERS);
        return workers.executeBlocking(() -> standIn.answer(body.getBytes(), faults), false)
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
        totals.set("models", Json.tree(bill.byModel()));
        return totals;
    }

    private void resetBill(RoutingContext ctx) {
        bill.reset();
        Delivery.nothing(ctx);
    }
}
