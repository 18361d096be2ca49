package org.bactrian.answers.semantic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/** A Lucene index that finds at once what was just put in. Thread-safe. */
final class Shelf implements AutoCloseable {
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong seen = new AtomicLong();

    Shelf(Directory directory) throws IOException {
        this.directory = directory;
        this.writer = new IndexWriter(directory, settings());
        try {
            this.searchers = new SearcherManager(writer, null);
        } catch (IOException e) {
            writer.rollback(); // else its lock would stay
            throw e;
        }
    }

    private static IndexWriterConfig settings() {
        return new IndexWriterConfig().setMaxFullFlushMergeWaitMillis(0); // else every refresh waits for merges
    }

    /** A shelf in a folder, or in memory without one. */
    static Shelf open(@Nullable Path folder) {
        return folder == null ? sure(() -> new Shelf(new ByteBuffersDirectory())) : ShelfFolder.open(folder);
    }

    /** Puts a document in the place of those with this term. */
    void put(Term instead, Document document) {
        jot(instead, document);
        changes.incrementAndGet();
    }

    /** The same, but it is found only after the next other change: to make it findable at once costs milliseconds. */
    void jot(Term instead, Document document) {
        sure(() -> writer.updateDocument(instead, document));
    }

    void delete(List<Term> terms) {
        sure(() -> writer.deleteDocuments(terms.toArray(Term[]::new)));
        changes.incrementAndGet();
    }

    void delete(Query query) {
        sure(() -> writer.deleteDocuments(query));
        changes.incrementAndGet();
    }

    int count(Query query) {
        return search(searcher -> searcher.count(query));
    }

    /** Looks at the index as it is now. */
    <T> T search(Search<T> search) {
        return sure(() -> {
            refresh(changes.get());
            IndexSearcher searcher = searchers.acquire();
            try {
                return search.in(searcher);
            } finally {
                searchers.release(searcher);
            }
        });
    }

    private void refresh(long wanted) throws IOException {
        if (seen.get() < wanted) {
            searchers.maybeRefreshBlocking();
            seen.accumulateAndGet(wanted, Math::max);
        }
    }

    /** Something read from every document of a query. */
    <T> List<T> all(Query query, Function<Document, T> read) {
        return first(Integer.MAX_VALUE, query, Sort.INDEXORDER, read);
    }

    /** Something read from the first documents of a query in an order. */
    <T> List<T> first(int count, Query query, Sort order, Function<Document, T> read) {
        return search(searcher -> {
            int most = Math.max(1, Math.min(count, searcher.getIndexReader().maxDoc()));
            ScoreDoc[] hits = searcher.search(query, most, order).scoreDocs;
            List<T> found = new ArrayList<>(hits.length);
            for (ScoreDoc hit : hits) {
                found.add(read.apply(searcher.storedFields().document(hit.doc)));
            }
            return found;
        });
    }

    void commit() {
        sure(writer::commit);
    }

    @Override
    public void close() {
        sure(() -> {
            searchers.close();
            writer.close();
            directory.close();
            return directory;
        });
    }

    private static <T> T sure(Step<T> step) {
        try {
            return step.take();
        } catch (IOException e) {
            throw new UncheckedIOException("The semantic index failed: " + e.getMessage(), e);
        }
    }

    /** What is done with a view of the index. */
    interface Search<T> {
        T in(IndexSearcher searcher) throws IOException;
    }

    private interface Step<T> {
        T take() throws IOException;
    }
}
