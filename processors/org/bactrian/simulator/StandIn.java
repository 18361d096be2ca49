package org.bactrian.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import org.bactrian.simulator.Bill.Entry;
import org.bactrian.simulator.Reply.Kind;

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

    /** What the caller gets, and when; what it costs is on the bill already. */
    Answer answer(byte[] body, String faultHeader) {
        try {
            ChatRequest request = ChatReader.read(body);
            Behaviour behaviour = Behaviour.of(request.model(), faultHeader);
            int turn = turns.take(request.model() + "\n" + faultHeader);
            Fault fault = behaviour.faultOn(turn);
            String prompt = Digest.sha256(request.prompt());
            Reply reply = fault.billed() ? work(request, fault, prompt, turn) : refuse(request, behaviour, prompt);
            return new Answer(reply, behaviour.delay().toMillis());
        } catch (Rejection e) {
            return new Answer(e.reply(), 0);
        }
    }

    private Reply refuse(ChatRequest request, Behaviour behaviour, String prompt) {
        bill.refuse(new Entry(request.model(), prompt, 0, 0, behaviour.label(), clock.millis()));
        return switch (behaviour.fault()) {
            case SILENT -> Reply.without(Kind.SILENT);
            case ERROR_IN_200 -> Reply.ok(ErrorBody.of("server_error", "", "", "Simulated failure inside a 200."));
            default ->
                Reply.error(behaviour.status(), ErrorBody.ofStatus(behaviour.status()))
                        .retryAfter(behaviour.retryAfter());
        };
    }

    private Reply work(ChatRequest request, Fault fault, String prompt, int turn) {
        Draft right = Draft.of(Author.write(request));
        Draft draft = Spoiler.spoil(right, fault).cutTo(request.maxTokens());
        Entry entry = new Entry(
                request.model(), prompt, request.promptTokens(), draft.tokens(), fault.label(), clock.millis());
        ObjectNode completion = Completion.of("chatcmpl-" + prompt.substring(0, ID_DIGITS) + turn, entry, draft);
        if (fault == Fault.NO_CHOICES) {
            completion.putArray("choices");
        }
        bill.charge(entry);
        return fault == Fault.RESET ? Reply.without(Kind.RESET) : Reply.ok(completion);
    }

    /** A reply, and how many milliseconds the caller waits for it. */
    record Answer(Reply reply, long delay) {}
}
