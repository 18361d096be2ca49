package org.bactrian.cli;

import java.lang.management.ManagementFactory;

/** When we began, the JVM's own start included. */
final class Started {
    private Started() {}

    /** Inside another program's process, such as Maven's, our own beginning is now. */
    static long millis() {
        boolean ours = System.getProperty("sun.java.command", "").startsWith(Bactrian.class.getName());
        return ours ? ManagementFactory.getRuntimeMXBean().getStartTime() : System.currentTimeMillis();
    }
}
