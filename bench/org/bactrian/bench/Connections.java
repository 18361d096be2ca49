package org.bactrian.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The TCP connections of this machine; Linux only. */
final class Connections {
    private static final int LOCAL_ADDRESS = 1; // proc(5), net/tcp
    private static final int STATE = 3;
    private static final String ESTABLISHED = "01";

    private Connections() {}

    /** How many a server on that port has not closed, seen from its side. */
    static long established(int port) throws IOException {
        String ending = String.format(Locale.ROOT, ":%04X", port);
        long count = 0;
        for (String table : List.of("tcp", "tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/net", table))) {
                count += lines.map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields[LOCAL_ADDRESS].endsWith(ending) && fields[STATE].equals(ESTABLISHED))
                        .count();
            }
        }
        return count;
    }
}
