package org.bactrian;

import java.util.concurrent.Executor;

/** Runs each task at once, on a thread of its own: with two processors, the common pool has but one for all. */
public final class OwnThreads implements Executor {
    @Override
    public void execute(Runnable task) {
        Thread thread = new Thread(task, "own-thread");
        thread.setDaemon(true);
        thread.start();
    }
}
