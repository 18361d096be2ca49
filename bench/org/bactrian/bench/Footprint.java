package org.bactrian.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Memory and threads of another JVM before, while and after something happens. Before and after it collects its garbage,
 * because a heap that has grown tells nothing else. Linux only.
 */
final class Footprint {
    private static final int EVERY_MS = 100;
    private static final int QUIET_MS = 500;
    private static final int GIVES_BACK_MS = 2_000;
    private static final long QUIET_TICKS = 5; // of 10 ms
    private static final long LONGEST_WORK = TimeUnit.MINUTES.toNanos(1);
    private static final int USER_TIME = 11; // proc(5), stat, after the name
    private static final int SYSTEM_TIME = 12;
    private static final String FORGET_PEAK = "5"; // proc(5), clear_refs

    private final String process;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final long memory;
    private final long threads;
    private volatile long mostThreads;

    /** Begins to watch. */
    Footprint(String process) throws IOException, InterruptedException {
        this.process = process;
        collectGarbage();
        Files.writeString(Path.of("/proc", process, "clear_refs"), FORGET_PEAK);
        this.memory = status("VmRSS");
        this.threads = status("Threads");
        this.mostThreads = threads;
        timer.scheduleAtFixedRate(this::look, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            mostThreads = Math.max(mostThreads, status("Threads"));
        } catch (IOException e) {
            throw new IllegalStateException("the process is gone", e);
        }
    }

    /** Ends to watch once the process rests, and tells what it saw. */
    String end() throws IOException, InterruptedException {
        double work = awaitRest();
        timer.shutdownNow();
        look();
        long most = status("VmHWM");
        collectGarbage();
        return String.format(
                Locale.ROOT,
                "RSS before %d MB, peak %d MB, after %d MB; threads before %d, peak %d, after %d; at rest after %.1f s",
                memory >> 10,
                most >> 10,
                status("VmRSS") >> 10,
                threads,
                mostThreads,
                status("Threads"),
                work);
    }

    /** Seconds for which it worked on; what it does when the last caller has gone is part of the cost. */
    private double awaitRest() throws IOException, InterruptedException {
        long began = System.nanoTime();
        long rested = began;
        long ticks = ticks();
        for (boolean busy = true; busy && rested - began < LONGEST_WORK; ) {
            long at = System.nanoTime();
            Thread.sleep(QUIET_MS);
            long now = ticks();
            busy = now - ticks > QUIET_TICKS;
            ticks = now;
            rested = at;
        }
        return (rested - began) / 1e9;
    }

    private long ticks() throws IOException {
        String stat = Files.readString(Path.of("/proc", process, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    }

    /** Waits for what comes after it: the heap is given back in the background. */
    private void collectGarbage() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, process, "GC.run")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start()
                .waitFor();
        Thread.sleep(GIVES_BACK_MS);
    }

    private long status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc", process, "status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
