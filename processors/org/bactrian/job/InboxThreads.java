package org.bactrian.job;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.bactrian.config.ConfigurationException;
import org.bactrian.config.Fault;

/**
 * Bean {@code llm-inbox-threads}: as many files at one time as configured. A pool of Camel's would not do: with virtual
 * threads it has no bound.
 */
final class InboxThreads {
    private static final int IDLE_SECONDS = 30;

    private InboxThreads() {}

    static ExecutorService of(String size) {
        int threads = parse(size);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(threads),
                task -> {
                    Thread thread = new Thread(task, "llm-inbox");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static int parse(String size) {
        if (size.matches("[1-9]\\d{0,2}")) {
            return Integer.parseInt(size);
        }
        String fix = "Write for example \"llm.inbox.concurrency=4\"";
        throw new ConfigurationException(List.of(
                new Fault("application.properties", 0, "llm.inbox.concurrency", "cannot be \"" + size + "\"", fix)));
    }
}
