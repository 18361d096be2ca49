package org.bactrian.job;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Writes files that appear whole or not at all and never replace another. */
final class AtomicFile {
    private static final int TRIES = 100;

    private AtomicFile() {}

    /** Writes under a name, or under that name with a suffix if it is taken; returns where. */
    static Path write(Path folder, String name, String inferenceId, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Path temporary = folder.resolve("." + UUID.randomUUID() + ".tmp");
        try {
            Files.write(temporary, content);
            for (int tries = 0; tries < TRIES; tries++) {
                Path target =
                        folder.resolve(Names.free(name, inferenceId, each -> !Files.exists(folder.resolve(each))));
                if (linked(temporary, target)) {
                    return target;
                }
            }
            throw new FileAlreadyExistsException(folder.resolve(name).toString());
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** A hard link appears at once and fails where a name is taken; a move would replace what is there. */
    private static boolean linked(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.move(temporary, target); // no hard links here: still whole, only not safe against a twin
            return true;
        }
    }
}
