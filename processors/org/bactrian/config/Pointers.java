package org.bactrian.config;

/** JSON pointers as people read them. */
final class Pointers {
    private Pointers() {}

    /** {@code /retry/attempts} as {@code retry.attempts}. */
    static String dotted(String pointer) {
        return pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.');
    }

    /** The last part of a pointer. */
    static String last(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
}
