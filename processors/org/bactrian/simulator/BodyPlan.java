package org.bactrian.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** An answer in one body, and what a fault makes of its bytes. */
final class BodyPlan {
    private final Buffer body;
    private final Fault fault;
    private final Pace pace;

    BodyPlan(String body, Fault fault, Pace pace) {
        this.body = Buffer.buffer(body);
        this.fault = fault;
        this.pace = pace;
    }

    Script script() {
        return switch (fault) {
            case HEADERS_ONLY -> sized(Stream.of(Frame.HEAD), Ending.SILENCE);
            case STALL -> sized(half(), Ending.SILENCE);
            case RESET_MID -> sized(half(), Ending.RESET);
            case CUT, BROKEN_EVENT -> chunked(half());
            case DRIP -> chunked(Endless.drip(" ", " ", pace.drip()));
            case FLOOD -> chunked(Endless.flood(Buffer.buffer(" ")));
            case TWICE_DONE -> chunked(Stream.of(Frame.of(body), Frame.of(body)));
            case HUGE -> chunked(huge());
            case GZIP, SPLIT_UTF8 -> chunked(Stream.of(Frame.of(body)));
            default -> sized(Stream.of(Frame.of(body)), Ending.COMPLETE);
        };
    }

    private Script sized(Stream<Frame> frames, Ending ending) {
        Script script =
                Script.of("application/json", frames, ending).header("Content-Length", String.valueOf(body.length()));
        return Wire.label(fault, script);
    }

    private Script chunked(Stream<Frame> frames) {
        return Wire.label(fault, Script.of("application/json", Wire.carry(fault, frames), Ending.COMPLETE));
    }

    private Stream<Frame> half() {
        return Stream.of(Frame.of(body.slice(0, body.length() / 2)));
    }

    private Stream<Frame> huge() {
        List<String> around = List.of(body.toString().split(Huge.MARK, 2));
        Frame piece = Frame.of(Buffer.buffer(Huge.PIECE));
        return Stream.of(
                        List.of(Frame.of(Buffer.buffer(around.get(0)))),
                        Collections.nCopies(Huge.PIECES, piece),
                        List.of(Frame.of(Buffer.buffer(around.get(1)))))
                .flatMap(List::stream);
    }
}
