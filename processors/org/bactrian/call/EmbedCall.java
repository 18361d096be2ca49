package org.bactrian.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.camel.Exchange;
import org.bactrian.answers.Answer;
import org.bactrian.answers.Claim.Served;
import org.bactrian.config.BuiltIn;
import org.bactrian.config.Hash;
import org.bactrian.embedding.Batch;
import org.bactrian.embedding.VectorCache;
import org.bactrian.embedding.VectorCache.Vector;
import org.bactrian.provider.Model;
import org.bactrian.provider.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a call for embeddings is beside its {@link Call}: the texts, the vectors there are by now, and what is still to be
 * asked for. Used by one thread at a time.
 */
final class EmbedCall {
    private static final String PROPERTY = "llmEmbedCall";
    /** There is no answer but vectors; a hold for none at all would always fit. */
    private static final int ONE_TOKEN = 1;

    final Call call;
    final Model model;
    final EmbedTexts texts;
    final @Nullable Integer dimensions;
    private final VectorCache cache;
    private final Map<String, Vector> vectors = new HashMap<>();
    private final Map<String, Integer> missing = new LinkedHashMap<>();
    private final Queue<Batch> batches = new ArrayDeque<>();
    private @Nullable Batch batch;

    EmbedCall(Call call, Model model, EmbedTexts texts, @Nullable Integer dimensions, VectorCache cache) {
        this.call = call;
        this.model = model;
        this.texts = texts;
        this.dimensions = dimensions;
        this.cache = cache;
    }

    void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    static EmbedCall on(Exchange exchange) {
        return exchange.getProperty(PROPERTY, EmbedCall.class);
    }

    static void removeFrom(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }

    /** Takes the vectors that are kept; returns the texts whose vectors are not, each once. */
    Set<String> lookUp() {
        Set<String> unknown = new LinkedHashSet<>();
        for (String text : texts.texts()) {
            Vector kept = call.input.cache() == Input.CacheUse.ON ? cache.get(key(text)) : null;
            if (kept == null) {
                unknown.add(text);
            } else {
                vectors.put(text, kept);
            }
        }
        return unknown;
    }

    /** What is to be asked for, each text with its tokens. */
    void ask(Map<String, Integer> counted) {
        missing.putAll(counted);
        batches.addAll(Batch.of(counted));
    }

    private String key(String text) {
        String where = model.provider().baseUrl() + " " + model.remoteName();
        return Hash.of(call.identity.tenant(), model.name(), where, String.valueOf(dimensions), text);
    }

    /** What is asked for now. */
    Batch batch() {
        if (batch == null) {
            throw new IllegalStateException("there is nothing to be asked for");
        }
        return batch;
    }

    /** Goes on to the next batch, which starts afresh, or to the end. */
    void next(Engine engine) {
        batch = batches.poll();
        int tokens = batch == null ? 0 : batch.tokens();
        call.render(
                new Rendered(BuiltIn.NO_PROMPT, List.of(), tokens, ONE_TOKEN, null, null, null, ""),
                new Plan(List.of(model), call.feature, engine.backoff(), engine::takeRetry));
        if (batch == null) {
            end();
        }
    }

    private void end() {
        int tokens = texts.texts().stream()
                .distinct()
                .mapToInt(text -> vector(text).tokens())
                .sum();
        call.served = missing.isEmpty() ? Served.HIT : null;
        call.accept(new Answer("", false, model.name(), true, new Usage(tokens, 0, 0)));
    }

    /** Takes the vectors of the batch that was asked for, in its order. */
    void take(List<float[]> made) {
        List<String> asked = batch().texts();
        for (int i = 0; i < asked.size(); i++) {
            String text = asked.get(i);
            Vector vector = new Vector(made.get(i), missing.getOrDefault(text, 0));
            vectors.put(text, vector);
            if (call.input.cache() != Input.CacheUse.NO_STORE) {
                cache.put(key(text), vector);
            }
        }
    }

    private Vector vector(String text) {
        Vector vector = vectors.get(text);
        if (vector == null) {
            throw new IllegalStateException("a vector is missing");
        }
        return vector;
    }

    /** A vector, or a list of them as there were texts; none is shared with what is kept. */
    Object result() {
        List<float[]> all = new ArrayList<>();
        texts.texts().forEach(text -> all.add(vector(text).numbers().clone()));
        return texts.single() ? all.get(0) : all;
    }
}
