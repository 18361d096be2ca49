package org.bactrian.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bactrian.prompt.Tokens;

/** An answer as a stream of events, and what a fault makes of it. */
final class StreamPlan {
    private final Events events;
    private final List<String> pieces;
    private final Fault fault;
    private final Pace pace;
    private long tokensLeft;

    StreamPlan(Events events, List<String> pieces, long tokens, Fault fault, Pace pace) {
        this.events = events;
        this.pieces = pieces;
        this.tokensLeft = tokens;
        this.fault = fault;
        this.pace = pace;
    }

    /** The text in the pieces in which it is sent. */
    static List<String> pieces(Events events, Draft draft, Behaviour behaviour, Fault fault) {
        if (fault == Fault.HUGE) {
            return Collections.nCopies(Huge.PIECES, Huge.PIECE);
        }
        boolean numbered =
                behaviour.text(Key.CHUNKS).isPresent() && draft.tool().isEmpty();
        return numbered ? Pieces.words(draft.text()) : events.pieces(draft.text());
    }

    Script script() {
        return switch (fault) {
            case HEADERS_ONLY -> script(Stream.empty(), Ending.SILENCE);
            case STALL -> script(firstHalf(), Ending.SILENCE);
            case RESET_MID -> script(firstHalf(), Ending.RESET);
            case CUT -> script(firstHalf(), Ending.COMPLETE);
            case ERROR_EVENT -> complete(firstHalf(), Stream.of(frame(events.error())));
            case EARLY_ERROR_EVENT -> complete(Stream.of(frame(events.error())), Stream.empty());
            case BROKEN_EVENT -> complete(Stream.concat(firstHalf(), Stream.of(frame(events.broken()))), secondHalf());
            case TWICE_DONE ->
                complete(Stream.concat(firstHalf(), secondHalf()), closing().skip(marker()));
            case DRIP -> complete(Endless.drip(":", ".", pace.drip()), Stream.empty());
            case FLOOD -> complete(Endless.flood(events.keepAlive().bytes(lineEnd())), Stream.empty());
            default -> complete(firstHalf(), secondHalf());
        };
    }

    private Script complete(Stream<Frame> first, Stream<Frame> second) {
        return script(Stream.concat(first, second), Ending.COMPLETE);
    }

    private Script script(Stream<Frame> frames, Ending ending) {
        Stream<Frame> all = Stream.concat(Stream.of(Frame.HEAD), frames);
        Script script = Script.of("text/event-stream", Wire.carry(fault, all), ending);
        return Wire.label(fault, script.header("Cache-Control", "no-cache"));
    }

    /** With all that comes before it. */
    private Stream<Frame> firstHalf() {
        return Stream.concat(events.opening().stream().map(this::frame), content(0, half()));
    }

    /** With all that follows it. */
    private Stream<Frame> secondHalf() {
        return Stream.concat(content(half(), pieces.size()), closing());
    }

    private int half() {
        return (pieces.size() + 1) / 2;
    }

    private Stream<Frame> content(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::piece);
    }

    private Frame piece(int i) {
        String text = pieces.get(i);
        Buffer bytes = events.piece(text).bytes(lineEnd());
        return new Frame(bytes, i == 0 ? pace.first() : pace.every(), tokens(i, text));
    }

    /** Tokens across the borders of pieces are counted with the last one. */
    private long tokens(int i, String text) {
        int counted = fault == Fault.HUGE ? Huge.TOKENS_A_PIECE : Tokens.count(text);
        long tokens = i == pieces.size() - 1 ? tokensLeft : Math.min(tokensLeft, counted);
        tokensLeft -= tokens;
        return tokens;
    }

    private Stream<Frame> closing() {
        return events.closing().stream().map(this::frame);
    }

    private int marker() {
        return events.closing().size() - 1;
    }

    private Frame frame(Event event) {
        return Frame.of(event.bytes(lineEnd()));
    }

    private String lineEnd() {
        return switch (fault) {
            case CRLF -> "\r\n";
            case CR -> "\r";
            default -> "\n";
        };
    }
}
