package org.bactrian.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bactrian.feature.Feature;

/** Settings that a file may already hold but this version does not act on; told, never passed over in silence. */
final class Notes {
    private static final String NOT_YET = "is read but has no effect in this version";

    private Notes() {}

    static List<Fault> of(Map<String, Feature> features) {
        List<Fault> notes = new ArrayList<>();
        features.values().forEach(feature -> add(feature, notes));
        return notes;
    }

    private static void add(Feature feature, List<Fault> notes) {
        note(feature, notes, feature.cache().semantic() != null, "cache.semantic", "Nothing is shared by meaning");
        note(feature, notes, !feature.overflow().equals("reject"), "overflow", "Too long an input is rejected");
        note(feature, notes, feature.limits().concurrency() != null, "limits.concurrency", "No limit is applied");
    }

    private static void note(Feature feature, List<Fault> notes, boolean set, String key, String instead) {
        if (set) {
            notes.add(new Fault("features/" + feature.name() + ".yaml", 0, key, NOT_YET, instead));
        }
    }
}
