package org.bactrian.cli;

/** Ends the process; knows whether that was our doing or a signal's. */
final class Exit {
    private static volatile boolean ours;

    private Exit() {}

    static void with(int code) {
        ours = true;
        System.exit(code);
    }

    /**
     * Runs an orderly end when a signal comes, and makes it the good end it is: the JVM by itself would leave with
     * 128 + the signal's number.
     */
    static void onSignal(Runnable end) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (!ours) {
                                end.run();
                                System.out.flush();
                                Runtime.getRuntime().halt(0);
                            }
                        },
                        "llm-shutdown"));
    }
}
