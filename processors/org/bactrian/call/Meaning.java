package org.bactrian.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bactrian.answers.Meant;
import org.bactrian.answers.semantic.Asked;
import org.bactrian.answers.semantic.Scope;
import org.bactrian.config.Hash;
import org.bactrian.feature.CacheRules;
import org.bactrian.feature.CacheRules.Semantic;
import org.bactrian.prompt.Prompt;
import org.bactrian.provider.Json;
import org.jspecify.annotations.Nullable;

/**
 * A call's question by its meaning. The variable {@code text} is the question; all the others, and the conversation before
 * it, must be the same, so that what differs by user is never shared.
 */
final class Meaning {
    private static final String QUESTION = "text";

    private Meaning() {}

    /** Null where an answer to another question must not serve: no bound, a user's own answers, chance, tools. */
    static @Nullable Meant of(Call call, Prompt prompt, Fingerprint fingerprint) {
        CacheRules rules = call.feature.cache();
        Semantic semantic = rules.semantic();
        Object question = call.input.variables().get(QUESTION);
        boolean own = rules.scope() == CacheRules.Scope.USER || call.input.raw() != null;
        if (semantic == null || own || !prompt.parameters().steady() || !(question instanceof String text)) {
            return null;
        }
        String tenant = rules.scope() == CacheRules.Scope.PUBLIC ? "" : call.identity.tenant();
        Scope scope = new Scope(tenant, call.feature.name(), prompt.name(), identity(call, fingerprint));
        Asked asked = new Asked(scope, text, semantic.maxError().doubleValue());
        return new Meant(asked, semantic.ttl());
    }

    private static String identity(Call call, Fingerprint fingerprint) {
        Map<String, Object> others = new TreeMap<>(call.input.variables());
        others.remove(QUESTION);
        List<String> parts = new ArrayList<>(fingerprint.conditions());
        parts.add(Json.canonical(Json.tree(others)));
        parts.add(Json.canonical(Json.tree(call.input.history())));
        return Hash.of(parts.toArray(new String[0]));
    }
}
