package org.bactrian.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Stands between a client and a server, which then can end, come back, or fall silent. Thread-safe. */
public final class Gateway implements AutoCloseable {
    private static final int BUFFER = 8192;
    private static final int BACKLOG = 100;
    private static final int STANDARD = 5432;

    private final String host;
    private final int port;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "gateway");
        thread.setDaemon(true);
        return thread;
    });

    private ServerSocket door;
    private volatile boolean silent;
    private volatile String fatal = "";

    /** In front of the server of a JDBC URL. */
    public Gateway(String url) {
        URI server = URI.create("tcp://" + Postgres.address(url));
        host = server.getHost();
        port = server.getPort() < 0 ? STANDARD : server.getPort();
        door = open(0);
    }

    /** The same URL, through here. */
    public String through(String url) {
        return url.replace("//" + Postgres.address(url) + "/", "//127.0.0.1:" + door.getLocalPort() + "/");
    }

    /** As a server that is stopped: what is connected is cut off, and nobody is let in. */
    public synchronized void end() {
        closeQuietly(door);
        cut();
    }

    /** As a server that is started again. */
    public synchronized void comeBack() {
        silent = false;
        cut();
        if (door.isClosed()) {
            door = open(door.getLocalPort());
        }
    }

    /** As a server behind a network that drops what is sent: everything is taken and nothing comes back. */
    public void fallSilent() {
        silent = true;
    }

    /** The next request that has this text in it is passed on, but its sender is cut off before he hears what came of it. */
    public void loseReplyTo(String text) {
        fatal = text;
    }

    /** Whether that has happened, or nothing is to be lost. */
    public boolean isLossless() {
        return fatal.isEmpty();
    }

    /** Cuts off what is connected; who comes again is let in. */
    public void cut() {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            closeQuietly(socket);
        }
    }

    private ServerSocket open(int at) {
        try {
            ServerSocket opened = new ServerSocket(at, BACKLOG, InetAddress.getLoopbackAddress());
            threads.execute(() -> accept(opened));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket client = from.accept();
                sockets.add(client);
                if (!silent) {
                    connect(client);
                }
            } catch (IOException e) {
                cut(); // the door has been closed, or the server cannot be reached
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket server = new Socket(host, port);
        sockets.add(server);
        AtomicBoolean lost = new AtomicBoolean();
        threads.execute(() -> pass(client, server, request -> {
            if (isFatal(request)) {
                lost.set(true);
            }
            return true;
        }));
        threads.execute(() -> pass(server, client, reply -> !lost.get()));
    }

    private synchronized boolean isFatal(String request) {
        boolean found = !fatal.isEmpty() && request.contains(fatal);
        fatal = found ? "" : fatal;
        return found;
    }

    /** Until one side ends, or something may not pass. */
    private void pass(Socket from, Socket to, Predicate<String> mayPass) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!mayPass.test(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                    return;
                }
                if (!silent) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            closeQuietly(to); // and the other side learns of it
        }
    }

    private static void closeQuietly(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        end();
        threads.shutdownNow();
    }
}
