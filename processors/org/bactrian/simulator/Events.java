package org.bactrian.simulator;

import java.util.List;

/** One answer as the events of a stream. */
interface Events {
    String BROKEN = "{\"broken\": [{\"because\": \"this text never";

    List<Event> opening();

    /** Cuts the text of the answer into what one event each carries. */
    default List<String> pieces(String text) {
        return Pieces.of(text);
    }

    Event piece(String text);

    /** The last one says that the stream is complete. */
    List<Event> closing();

    Event error();

    /** Holds JSON that ends too early. */
    default Event broken() {
        return Event.of(BROKEN);
    }

    /** Says nothing but that the connection is alive. */
    default Event keepAlive() {
        return Event.comment("keep-alive");
    }
}
