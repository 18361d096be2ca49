package org.bactrian.provider;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stops attempts whose time is up. One daemon thread for all of them; a part that comes costs it nothing. Thread-safe. */
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "llm-watchdog");
        thread.setDaemon(true);
        return thread;
    });

    Watchdog() {
        timer.setRemoveOnCancelPolicy(true);
    }

    Watch watch(Attempt attempt, Progress progress) {
        Watch watch = new Watch(attempt, progress);
        watch.again();
        return watch;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** One attempt being watched. */
    final class Watch implements Runnable {
        private final Attempt attempt;
        private final Progress progress;
        private volatile boolean ended;
        private volatile @Nullable ScheduledFuture<?> alarm;

        private Watch(Attempt attempt, Progress progress) {
            this.attempt = attempt;
            this.progress = progress;
        }

        private void again() {
            alarm = timer.schedule(this, Math.max(1, progress.pause()), TimeUnit.NANOSECONDS);
        }

        @Override
        public void run() {
            if (!ended) {
                if (progress.left() <= 0) {
                    attempt.stop(progress.reason());
                } else {
                    again();
                }
            }
        }

        void end() {
            ended = true;
            ScheduledFuture<?> pending = alarm;
            if (pending != null) {
                pending.cancel(false);
            }
        }
    }
}
