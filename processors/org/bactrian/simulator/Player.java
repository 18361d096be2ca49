package org.bactrian.simulator;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Plays a script to its caller: no faster than the caller reads, and no longer than the caller stays. */
final class Player {
    private static final long LONGEST_SILENCE_MS = 600_000;
    private static final int WRITES_A_TURN = 64;
    private static final long NO_TIMER = -1;

    private final RoutingContext ctx;
    private final HttpServerResponse response;
    private final Script script;
    private final Bill bill;
    private Future<Void> lastWrite = Future.succeededFuture();
    private long timer = NO_TIMER;
    private long tokens;
    private boolean settled;
    private boolean over;

    private Player(RoutingContext ctx, Script script, Bill bill) {
        this.ctx = ctx;
        this.response = ctx.response();
        this.script = script;
        this.bill = bill;
    }

    /** Must be called on the event loop of the caller's connection. */
    static void play(RoutingContext ctx, Script script, Bill bill) {
        Player player = new Player(ctx, script, bill);
        bill.opened();
        ctx.addEndHandler(end -> player.stop());
        if (player.response.closed()) {
            player.stop();
        } else {
            player.after(script.delay(), player::play);
        }
    }

    private void play() {
        int writes = 0;
        boolean more = !over;
        while (more && writes < WRITES_A_TURN) {
            more = step();
            writes++;
        }
        if (more) {
            // Others on this event loop have their turn too.
            ctx.vertx().runOnContext(next -> play());
        }
    }

    /** One write; whether the next can follow at once. */
    private boolean step() {
        if (!script.frames().hasNext()) {
            end();
            return false;
        }
        Frame frame = script.frames().next();
        if (frame.pause() > 0) {
            after(frame.pause(), () -> writeAndGoOn(frame));
            return false;
        }
        write(frame);
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> goOnDrained());
            return false;
        }
        return !over;
    }

    private void goOnDrained() {
        response.drainHandler(null);
        play();
    }

    private void writeAndGoOn(Frame frame) {
        if (!over) {
            write(frame);
            play();
        }
    }

    private void write(Frame frame) {
        if (!response.headWritten()) {
            head();
        }
        tokens += frame.tokens();
        boolean last = !script.frames().hasNext();
        if (last && script.ending() == Ending.COMPLETE) {
            // Who has the whole answer finds it on the bill.
            settle();
        }
        lastWrite = response.write(frame.bytes());
    }

    private void head() {
        response.setStatusCode(script.status());
        script.headers().forEach(response::putHeader);
        response.setChunked(!script.headers().containsKey("Content-Length"));
    }

    private void end() {
        switch (script.ending()) {
            case COMPLETE -> response.end();
            case CLOSE -> ctx.request().connection().close();
            case RESET -> lastWrite.onComplete(sent -> Abort.of(ctx.request().connection()));
            case SILENCE ->
                after(LONGEST_SILENCE_MS, () -> ctx.request().connection().close());
        }
    }

    private void after(long millis, Runnable action) {
        if (millis == 0) {
            action.run();
        } else {
            timer = ctx.vertx().setTimer(millis, id -> action.run());
        }
    }

    /** The response has ended, or its caller has left. */
    private void stop() {
        if (!over) {
            over = true;
            ctx.vertx().cancelTimer(timer);
            settle();
            bill.closed();
        }
    }

    private void settle() {
        if (!settled) {
            settled = true;
            script.settlement().accept(tokens);
        }
    }
}
