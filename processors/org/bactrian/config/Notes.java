package org.bactrian.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bactrian.feature.CacheRules;
import org.bactrian.feature.Feature;
import org.bactrian.prompt.Prompt;

/** Settings that a file may already hold but this version does not act on; told, never passed over in silence. */
final class Notes {
    private static final String NOT_YET = "is read but has no effect in this version";

    private Notes() {}

    static List<Fault> of(Map<String, Feature> features, Map<String, Prompt> prompts) {
        List<Fault> notes = new ArrayList<>();
        features.values().forEach(feature -> add(feature, notes));
        features.values().forEach(feature -> semantic(feature, prompts, notes));
        return notes;
    }

    private static void semantic(Feature feature, Map<String, Prompt> prompts, List<Fault> notes) {
        boolean wanted = feature.cache().semantic() != null;
        Prompt prompt = prompts.get(feature.prompt());
        if (wanted && feature.cache().scope() == CacheRules.Scope.USER) {
            notes.add(vain(feature, "is in vain with scope user", "Answers of one user serve nobody else"));
        } else if (wanted && prompt != null && !prompt.parameters().steady()) {
            String fix = "Set a temperature of at most 0.5 in prompts/" + prompt.name() + ".prompt";
            notes.add(vain(feature, "is in vain while the prompt leaves much to chance", fix));
        }
    }

    private static Fault vain(Feature feature, String message, String fix) {
        return new Fault("features/" + feature.name() + ".yaml", 0, "cache.semantic", message, fix);
    }

    private static void add(Feature feature, List<Fault> notes) {
        note(feature, notes, !feature.overflow().equals("reject"), "overflow", "Too long an input is rejected");
        note(feature, notes, feature.limits().concurrency() != null, "limits.concurrency", "No limit is applied");
    }

    private static void note(Feature feature, List<Fault> notes, boolean set, String key, String instead) {
        if (set) {
            notes.add(new Fault("features/" + feature.name() + ".yaml", 0, key, NOT_YET, instead));
        }
    }
}
