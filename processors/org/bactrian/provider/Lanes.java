package org.bactrian.provider;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The lanes of all models and the key rings of all providers, by name. Thread-safe. */
public final class Lanes {
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, KeyRing> rings = new ConcurrentHashMap<>();

    /** Takes the model's settings of now; calls under way keep their places. */
    public Lane use(Model model) {
        Lane lane = of(model);
        lane.use(model);
        return lane;
    }

    public Lane of(Model model) {
        return lanes.computeIfAbsent(model.name(), Lane::new);
    }

    KeyRing keys(Provider provider) {
        return rings.computeIfAbsent(provider.name(), name -> new KeyRing(System::nanoTime));
    }
}
