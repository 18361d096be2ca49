package org.bactrian.job;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes files that appear whole or not at all and never replace another. */
final class AtomicFile {
    private AtomicFile() {}

    /** Writes under a name, or under that name with a suffix if it is taken; returns where. */
    static Path write(Path folder, String name, String inferenceId, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Path temporary = Files.createTempFile(folder, ".", ".tmp");
        try {
            Files.write(temporary, content);
            while (true) {
                Path target =
                        folder.resolve(Names.free(name, inferenceId, each -> !Files.exists(folder.resolve(each))));
                if (linked(temporary, target)) {
                    return target;
                }
            }
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
        } catch (UnsupportedOperationException e) {
            Files.move(temporary, target);
            return true;
        }
    }
}
