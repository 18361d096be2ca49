package org.bactrian.job;

import java.util.function.Predicate;

/** File names that are not taken. */
final class Names {
    private static final int SHORT = 8;

    private Names() {}

    /**
     * The name itself; if taken, with a hyphen and the first 8 characters of the inference id; if that is taken too
     * (ids of one minute begin alike), with the whole id.
     */
    static String free(String name, String inferenceId, Predicate<String> isFree) {
        if (isFree.test(name)) {
            return name;
        }
        String brief = suffixed(name, inferenceId.substring(0, Math.min(SHORT, inferenceId.length())));
        return isFree.test(brief) ? brief : suffixed(name, inferenceId);
    }

    private static String suffixed(String name, String suffix) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name + "-" + suffix : name.substring(0, dot) + "-" + suffix + name.substring(dot);
    }
}
