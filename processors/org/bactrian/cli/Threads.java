package org.bactrian.cli;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.ExecutorServiceFactory;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for everything that waits: virtual from Java 24 on, a bounded pool below. */
final class Threads {
    private static final int CHEAP_SINCE = 24;

    private Threads() {}

    static boolean virtual() {
        return Runtime.version().feature() >= CHEAP_SINCE;
    }

    /** Tells Camel to make its own pools virtual; must run before Camel's first class does. */
    static void preferVirtual() {
        if (virtual()) {
            System.setProperty("camel.threads.virtual.enabled", "true");
        }
    }

    /**
     * The Vert.x that serves HTTP.
     *
     * @param workers size of the pool where threads are not virtual
     */
    static Vertx vertx(int workers) {
        VertxOptions options = new VertxOptions().setWorkerPoolSize(workers);
        options.getFileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
        if (!virtual()) {
            return Vertx.vertx(options);
        }
        ExecutorServiceFactory factory = (threads, concurrency, most) -> perTask();
        return new VertxBuilder(options).executorServiceFactory(factory).init().vertx();
    }

    /** Not the common pool: where there are two processors it has a single thread, and a store may be slow to open. */
    static void beside(Runnable task) {
        Thread thread = new Thread(task, "llm-opening");
        thread.setDaemon(true);
        thread.start();
    }

    /** By reflection, because we are compiled for a Java that has no virtual threads. */
    private static ExecutorService perTask() {
        try {
            Method maker = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
            return (ExecutorService) maker.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java should have virtual threads", e);
        }
    }
}
