package org.bactrian.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.bactrian.LlmException;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.AttemptFailure.Billing;
import org.bactrian.resilience.FailureKind;
import org.bactrian.stream.ChunkSink;
import org.bactrian.stream.SseEvent;
import org.bactrian.stream.SseReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a streamed answer: hands each part on as it comes, cuts off what cannot be paid for, and is content only with
 * one that came to its own end.
 */
final class ReadStream {
    /** After the end only the connection is at stake: it is reused if the provider closes the answer soon. */
    private static final Duration CLOSING = Duration.ofMillis(50);

    private static final int LONGEST_EVENT = 1 << 20;

    private final Attempt attempt;
    private final Assembly assembly;
    private final ChunkSink sink;
    private final @Nullable Meter meter;

    private ReadStream(Attempt attempt) {
        this.attempt = attempt;
        this.assembly = attempt.assembly();
        ChunkSink given = attempt.caller().sink();
        this.sink = given == null ? ChunkSink.NONE : given;
        this.meter = attempt.meter();
    }

    static ObjectNode events(Attempt attempt, InputStream in) throws IOException, AttemptFailure {
        return new ReadStream(attempt).read(new SseReader(in, LONGEST_EVENT));
    }

    /** A provider that does not stream has answered whole: that is one part. */
    static ObjectNode whole(Attempt attempt, JsonNode body) throws AttemptFailure {
        ObjectNode completion = attempt.model().provider().dialect().decode(body);
        ReadStream stream = new ReadStream(attempt);
        List<ObjectNode> chunks = Chunks.ofCompletion(completion);
        stream.count(chunks);
        stream.take(chunks);
        return completion;
    }

    private ObjectNode read(SseReader reader) throws IOException, AttemptFailure {
        Dialect.Events events = attempt.model().provider().dialect().events();
        while (!events.ended()) {
            SseEvent event = reader.next();
            if (event == null) {
                throw new AttemptFailure(
                        FailureKind.RETRY, Billing.UNKNOWN, "its stream ended without its terminal marker");
            }
            List<ObjectNode> chunks = events.read(event);
            count(chunks);
            pay();
            take(chunks);
        }
        drain(reader);
        return assembly.completion();
    }

    private void count(List<ObjectNode> chunks) {
        if (meter != null) {
            chunks.forEach(meter::add);
        }
    }

    /** Before it is handed on: meanwhile the provider would write more. */
    private void pay() throws AttemptFailure {
        try {
            if (meter != null) {
                meter.pay();
            }
        } catch (LlmException e) {
            attempt.stop(Attempt.Stop.BUDGET);
            String message = "its answer went on past what was asked for, and more of it cannot be paid for";
            throw new AttemptFailure(FailureKind.BUDGET, Billing.COUNTED, message, null, e);
        }
    }

    private void take(List<ObjectNode> chunks) throws AttemptFailure {
        for (ObjectNode chunk : chunks) {
            boolean content = assembly.add(chunk);
            if (content) {
                hand(chunk);
            }
        }
    }

    private void hand(ObjectNode chunk) throws AttemptFailure {
        Progress progress = attempt.progress();
        if (progress != null) {
            progress.handing();
        }
        try {
            sink.accept(chunk);
        } catch (IOException e) {
            attempt.stop(Attempt.Stop.CALLER_LEFT);
            throw new AttemptFailure(FailureKind.CALLER_LEFT, Billing.COUNTED, "the caller left", null, e);
        }
        if (progress != null) {
            progress.waiting();
        }
    }

    private void drain(SseReader reader) {
        Progress progress = attempt.progress();
        if (progress != null) {
            progress.closing(CLOSING);
        }
        try {
            SseEvent more = reader.next();
            while (more != null) {
                more = reader.next();
            }
        } catch (IOException e) {
            attempt.stop(Attempt.Stop.IDLE); // the answer is whole; only its connection is lost
        }
    }
}
