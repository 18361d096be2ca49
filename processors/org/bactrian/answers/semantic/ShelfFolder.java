package org.bactrian.answers.semantic;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.NRTCachingDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a shelf in a folder. A damaged one is started anew. */
final class ShelfFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ShelfFolder.class);
    private static final double SMALL_MB = 4; // what is just being added stays in memory until a commit or a merge
    private static final double CACHED_MB = 32;

    private ShelfFolder() {}

    static Shelf open(Path folder) {
        try {
            return mended(folder);
        } catch (LockObtainFailedException e) {
            String advice = "; each process needs a data folder of its own";
            throw new IllegalStateException("The semantic index in " + folder + " is open elsewhere" + advice, e);
        } catch (IOException e) {
            throw new UncheckedIOException("The semantic index in " + folder + " cannot be opened: " + e, e);
        }
    }

    private static Shelf mended(Path folder) throws IOException {
        Files.createDirectories(folder);
        Directory directory = new NRTCachingDirectory(FSDirectory.open(folder), SMALL_MB, CACHED_MB);
        try {
            return new Shelf(directory);
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | EOFException
                | NoSuchFileException e) {
            LOG.warn("The semantic index is damaged or of another version and is started anew: {}", e.getMessage());
            empty(directory);
            return new Shelf(directory);
        }
    }

    private static void empty(Directory directory) throws IOException {
        for (String file : directory.listAll()) {
            if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                directory.deleteFile(file);
            }
        }
    }
}
