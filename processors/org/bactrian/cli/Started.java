package org.bactrian.cli;

import java.lang.management.ManagementFactory;

/** When this process began, the JVM's own start included. */
final class Started {
    private Started() {}

    static long millis() {
        return ManagementFactory.getRuntimeMXBean().getStartTime();
    }
}
