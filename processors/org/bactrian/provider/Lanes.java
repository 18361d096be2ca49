package org.bactrian.provider;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The lanes of all models and the key rings of all providers, by name. Thread-safe. */
public final class Lanes {
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, KeyRing> rings = new ConcurrentHashMap<>();
    private volatile Consumer<Hint> news = hint -> {};

    /** Takes the model's settings of now; calls under way keep their places. */
    public Lane use(Model model) {
        Lane lane = of(model);
        lane.use(model);
        return lane;
    }

    public Lane of(Model model) {
        return lanes.computeIfAbsent(model.name(), name -> new Lane(name, hint -> news.accept(hint)));
    }

    /** From now on other processes are told by this what they could want to know. */
    public void onNews(Consumer<Hint> tell) {
        news = tell;
    }

    /** Takes a hint of another process; one on a model that is not ours is left out. */
    public void hear(Hint hint) {
        Lane lane = lanes.get(String.valueOf(hint.model()));
        if (lane != null && hint.kind() != null) {
            lane.hear(hint);
        }
    }

    KeyRing keys(Provider provider) {
        return rings.computeIfAbsent(provider.name(), name -> new KeyRing(System::nanoTime));
    }
}
