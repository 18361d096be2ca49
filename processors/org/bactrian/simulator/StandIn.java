package org.bactrian.simulator;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Clock;
import org.bactrian.simulator.Bill.Entry;

/** The model itself: reads a request, decides what comes of it, and bills it. */
final class StandIn {
    private static final int ID_DIGITS = 24;

    private final Bill bill;
    private final Clock clock;
    private final Turns turns = new Turns();

    StandIn(Bill bill, Clock clock) {
        this.bill = bill;
        this.clock = clock;
    }

    /** What the caller gets, and when; unless it is streamed, what it costs is on the bill already. */
    Script answer(Dialect dialect, Call call) {
        try {
            ChatRequest request = dialect.read(call);
            Behaviour behaviour = Behaviour.of(request.model(), call.faults());
            int turn = turns.take(dialect.name() + "\n" + request.model() + "\n" + call.faults());
            Exchange exchange = new Exchange(dialect, request, behaviour, behaviour.faultOn(turn), turn);
            return answer(exchange, call.key()).headers(dialect.rates(behaviour, clock.instant()));
        } catch (Rejection e) {
            return Script.json(e.status(), dialect.error(e));
        }
    }

    private Script answer(Exchange exchange, String apiKey) {
        int status = exchange.behaviour().refusalOf(apiKey).orElse(0);
        if (status > 0) {
            return refuse(exchange, String.valueOf(status), exchange.error(status, clock.instant()));
        }
        boolean billed = exchange.fault().billed(exchange.request().streamed());
        return billed ? work(exchange) : refuse(exchange, exchange.label(), failure(exchange));
    }

    private Script refuse(Exchange exchange, String label, Script script) {
        bill.refuse(entry(exchange, new Usage(0, 0, 0, 0, Fault.NONE), 0, label));
        return script.after(exchange.pace().start());
    }

    private Script failure(Exchange exchange) {
        return switch (exchange.fault()) {
            case SILENT -> Script.mute(Ending.SILENCE);
            case HTML -> Script.page(HttpResponseStatus.BAD_GATEWAY.code(), "text/html", ErrorPage.HTML);
            case STATUS -> exchange.error(exchange.behaviour().status(), clock.instant());
            default -> exchange.errorInside();
        };
    }

    private Script work(Exchange exchange) {
        ChatRequest request = exchange.request();
        Draft draft = exchange.draft();
        Usage usage = exchange.usage(draft);
        String id = Digest.sha256(request.prompt()).substring(0, ID_DIGITS) + exchange.turn();
        Answer answer = new Answer(id, clock.instant().getEpochSecond(), request, draft, usage);
        if (request.streamed() && exchange.fault() != Fault.RESET) {
            return exchange.stream(answer).settledBy(said -> charge(exchange, usage, said));
        }
        Script script = exchange.fault() == Fault.RESET ? Script.mute(Ending.CLOSE) : exchange.body(answer);
        charge(exchange, usage, usage.said());
        return script.after(exchange.pace().start());
    }

    private void charge(Exchange exchange, Usage usage, long said) {
        bill.charge(entry(exchange, usage, said + usage.reasoning(), exchange.label()));
    }

    private Entry entry(Exchange exchange, Usage usage, long output, String label) {
        ChatRequest request = exchange.request();
        String prompt = Digest.sha256(request.prompt());
        return new Entry(request.model(), prompt, usage.input(), output, label, clock.millis());
    }
}
