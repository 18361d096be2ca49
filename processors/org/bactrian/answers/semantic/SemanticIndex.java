package org.bactrian.answers.semantic;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/**
 * Kept questions by meaning: Lucene's HNSW graph, with the scope and the time inside the vector query. What was added
 * is found by the next search. Holds maxEntries answers and a few more, the oldest go first. What was not committed is
 * lost with the process, which costs calls and no answer. Thread-safe.
 */
public final class SemanticIndex implements AutoCloseable {
    private static final int SWEEPS = 32; // over a whole turnover of the entries

    private final Shelf shelf;
    private final InstantSource clock;
    private final int maxEntries;
    private final AtomicInteger sinceSweep = new AtomicInteger();

    private SemanticIndex(Shelf shelf, int maxEntries, InstantSource clock) {
        this.shelf = shelf;
        this.maxEntries = maxEntries;
        this.clock = clock;
    }

    /**
     * An index in a folder, made if absent.
     *
     * @throws IllegalStateException at once if it is open elsewhere, in this process or another
     * @throws UncheckedIOException if the folder cannot be used
     */
    public static SemanticIndex open(Path folder, int maxEntries, InstantSource clock) {
        return new SemanticIndex(Shelf.open(folder), maxEntries, clock);
    }

    /** An index that leaves nothing on disk. */
    public static SemanticIndex inMemory(int maxEntries, InstantSource clock) {
        return new SemanticIndex(Shelf.open(null), maxEntries, clock);
    }

    Instant now() {
        return clock.instant();
    }

    int maxEntries() {
        return maxEntries;
    }

    /** Keeps an answer in place of an earlier one to the same question in the same scope. */
    void add(Kept kept, float[] vector) {
        shelf.put(Rows.idTerm(kept.id()), Rows.row(kept, vector));
        if (sinceSweep.incrementAndGet() > maxEntries / SWEEPS) {
            sinceSweep.set(0);
            sweep();
        }
    }

    /** The nearest questions of a scope that have not expired, nearest first. */
    List<Neighbour> nearest(Scope scope, float[] vector, int count) {
        Query query = new KnnFloatVectorQuery(Rows.VECTOR, vector, count, Rows.alive(scope, now()));
        return shelf.search(searcher -> {
            List<Neighbour> found = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(query, count).scoreDocs) {
                Document row = searcher.storedFields().document(hit.doc);
                double cosine = 2 * hit.score - 1; // Lucene's score is (1 + cosine) / 2
                found.add(new Neighbour(Rows.kept(row), cosine, Rows.meaning(row)));
            }
            return found;
        });
    }

    /** Forgets answers, for good, and says which: their ids. */
    List<String> purge(Purge purge) {
        List<String> ids = shelf.all(Rows.matching(purge), Rows::id);
        delete(ids);
        commit();
        return ids;
    }

    private void sweep() {
        shelf.delete(Rows.expired(now()));
        int over = size() - maxEntries;
        if (over > 0) {
            delete(shelf.first(over, Rows.answers(), Rows.OLDEST_FIRST, Rows::id));
        }
        commit();
    }

    private void delete(List<String> ids) {
        shelf.delete(ids.stream().map(Rows::idTerm).toList());
    }

    /** Answers in the index, with expired ones that have not been swept. */
    public int size() {
        return shelf.count(Rows.answers());
    }

    /** Keeps a small text of ours under an id, beside the answers. */
    void note(String id, String text) {
        shelf.jot(NoteRows.term(id), NoteRows.row(id, text));
    }

    void dropNotes(List<String> ids) {
        shelf.delete(ids.stream().map(NoteRows::term).toList());
    }

    /** Every note by its id. */
    Map<String, String> notes() {
        return shelf.all(NoteRows.all(), NoteRows::entry).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Writes everything down; what comes after is lost if the process dies before the next time. */
    public void commit() {
        shelf.commit();
    }

    @Override
    public void close() {
        shelf.close();
    }
}
