package org.bactrian.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.simulator.Bill.Entry;

/** The bill on disk: one JSON line for each billed request. */
final class BillFile {
    private final Path path;
    private final FileChannel channel;

    private BillFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static BillFile open(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        dropTornLine(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new BillFile(path, channel);
    }

    /** A process that was killed while it wrote has answered nothing for that line. */
    private static void dropTornLine(Path path) throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        byte[] lines = Files.readAllBytes(path);
        int end = lines.length;
        while (end > 0 && lines[end - 1] != '\n') {
            end--;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(end);
        }
    }

    List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
            entries.add(Json.read(line, Entry.class));
        }
        return entries;
    }

    void append(Entry entry) {
        try {
            ByteBuffer line = StandardCharsets.UTF_8.encode(Json.write(entry) + "\n");
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The bill cannot be written to " + path, e);
        }
    }

    void clear() {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            throw new UncheckedIOException("The bill cannot be cleared in " + path, e);
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
