package org.bactrian.provider;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Stops attempts that outlive their deadline. One daemon thread for all of them. Thread-safe. */
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "llm-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    Watchdog() {
        timer.setRemoveOnCancelPolicy(true);
    }

    Watch watch(Attempt attempt) {
        long left = attempt.deadline().left().toNanos();
        ScheduledFuture<?> alarm =
                timer.schedule(() -> attempt.stop(Attempt.Stop.DEADLINE), left, TimeUnit.NANOSECONDS);
        return () -> alarm.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** One attempt being watched. */
    interface Watch {
        void end();
    }
}
