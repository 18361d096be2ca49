package org.bactrian.ledger;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once for a user of this machine; any other user may run them. */
final class PostgresBinaries {
    private static final String VERSION = "17.6.0";

    private PostgresBinaries() {}

    /** The folder that holds bin/. */
    static Path folder() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path there = temporary.resolve("bactrian-postgres-" + VERSION + "-" + System.getProperty("user.name"));
        if (Files.exists(there)) {
            return there;
        }
        Path fresh = Files.createTempDirectory(temporary, "bactrian-postgres-");
        unpack(fresh);
        permit(fresh, "rwxr-xr-x");
        return Files.exists(there, LinkOption.NOFOLLOW_LINKS) ? there : moved(fresh, there);
    }

    /** Another test run may have been faster. */
    private static Path moved(Path fresh, Path there) throws IOException {
        try {
            return Files.move(fresh, there);
        } catch (FileAlreadyExistsException e) {
            return there;
        }
    }

    private static void unpack(Path into) throws IOException {
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                        System.getProperty("os.name"), System.getProperty("os.arch"));
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, into.resolve(entry.getName()));
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, file);
            permit(file, "rwxr-xr-x");
        }
    }

    static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
