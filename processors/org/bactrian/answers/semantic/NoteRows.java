package org.bactrian.answers.semantic;

import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;

/** Small texts of ours as Lucene documents, beside the answers. */
final class NoteRows {
    private static final String NOTE = "note";
    private static final String TEXT = "text";

    private NoteRows() {}

    static Document row(String id, String text) {
        Document row = new Document();
        row.add(new StringField(NOTE, id, Field.Store.YES));
        row.add(new StoredField(TEXT, text));
        return row;
    }

    static Map.Entry<String, String> entry(Document row) {
        return Map.entry(row.get(NOTE), row.get(TEXT));
    }

    static Term term(String id) {
        return new Term(NOTE, id);
    }

    static Query all() {
        return new PrefixQuery(new Term(NOTE));
    }
}
