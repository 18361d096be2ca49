package org.bactrian;

import java.util.stream.Stream;

/** What is wrong with a file, all of it at once. */
final class Faults {
    private Faults() {}

    /** The fault, unless things are as they should be. */
    static Stream<String> unless(boolean good, String fault) {
        return good ? Stream.empty() : Stream.of(fault);
    }

    @SafeVarargs
    static Stream<String> all(Stream<String>... faults) {
        Stream<String> all = Stream.empty();
        for (Stream<String> some : faults) {
            all = Stream.concat(all, some);
        }
        return all;
    }
}
