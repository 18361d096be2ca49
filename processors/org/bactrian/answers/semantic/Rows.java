package org.bactrian.answers.semantic;

import java.time.Instant;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermQuery;
import org.bactrian.config.Hash;
import org.jspecify.annotations.Nullable;

/** Kept answers as Lucene documents, and the queries that find them. */
final class Rows {
    static final String VECTOR = "vector";

    private static final String ID = "id";
    private static final String MADE = "made";

    private static final String TENANT = "tenant";
    private static final String FEATURE = "feature";
    private static final String PROMPT = "prompt";
    private static final String IDENTITY = "identity";
    private static final String USER = "user";
    private static final String KEY = "key";
    private static final String QUESTION = "question";
    private static final String ANSWER = "answer";
    private static final String MEANING = "meaning";
    private static final String EXPIRES = "expires";

    static final Sort OLDEST_FIRST = new Sort(LongField.newSortField(MADE, false, SortedNumericSelector.Type.MIN));

    private Rows() {}

    static Document row(Kept kept, float[] vector) {
        Document row = new Document();
        word(row, ID, kept.id());
        word(row, TENANT, kept.scope().tenant());
        word(row, FEATURE, kept.scope().feature());
        word(row, PROMPT, kept.scope().prompt());
        word(row, IDENTITY, kept.scope().identity());
        word(row, USER, kept.user());
        word(row, KEY, kept.key());
        row.add(new StoredField(QUESTION, kept.question()));
        row.add(new StoredField(ANSWER, kept.answer()));
        row.add(new StoredField(MEANING, Hash.of(Canonical.of(kept.answer()))));
        row.add(new LongField(MADE, kept.made().toEpochMilli(), Field.Store.YES));
        row.add(new LongField(EXPIRES, kept.expires().toEpochMilli(), Field.Store.YES));
        row.add(new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.DOT_PRODUCT));
        return row;
    }

    private static void word(Document row, String field, String value) {
        row.add(new StringField(field, value, Field.Store.YES));
    }

    static Kept kept(Document row) {
        Scope scope = new Scope(row.get(TENANT), row.get(FEATURE), row.get(PROMPT), row.get(IDENTITY));
        Instant made = time(row, MADE);
        Instant expires = time(row, EXPIRES);
        return new Kept(scope, row.get(USER), row.get(KEY), row.get(QUESTION), row.get(ANSWER), made, expires);
    }

    private static Instant time(Document row, String field) {
        return Instant.ofEpochMilli(row.getField(field).numericValue().longValue());
    }

    /** A hash that two answers share if they are field by field the same. */
    static String meaning(Document row) {
        return row.get(MEANING);
    }

    static Term idTerm(String id) {
        return new Term(ID, id);
    }

    /** Answers of this scope that have not expired. */
    static Query alive(Scope scope, Instant now) {
        return new BooleanQuery.Builder()
                .add(term(TENANT, scope.tenant()), Occur.FILTER)
                .add(term(FEATURE, scope.feature()), Occur.FILTER)
                .add(term(PROMPT, scope.prompt()), Occur.FILTER)
                .add(term(IDENTITY, scope.identity()), Occur.FILTER)
                .add(LongField.newRangeQuery(EXPIRES, now.toEpochMilli() + 1, Long.MAX_VALUE), Occur.FILTER)
                .build();
    }

    static String id(Document row) {
        return row.get(ID);
    }

    static Query expired(Instant now) {
        return LongField.newRangeQuery(EXPIRES, Long.MIN_VALUE, now.toEpochMilli());
    }

    static Query answers() {
        return LongField.newRangeQuery(EXPIRES, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static Query matching(Purge purge) {
        BooleanQuery.Builder query = new BooleanQuery.Builder().add(answers(), Occur.FILTER);
        add(query, TENANT, purge.tenant());
        add(query, FEATURE, purge.feature());
        add(query, PROMPT, purge.prompt());
        add(query, USER, purge.user());
        add(query, KEY, purge.key());
        return query.build();
    }

    private static void add(BooleanQuery.Builder query, String field, @Nullable String value) {
        if (value != null) {
            query.add(term(field, value), Occur.FILTER);
        }
    }

    private static Query term(String field, String value) {
        return new TermQuery(new Term(field, value));
    }
}
