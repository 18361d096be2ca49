package org.bactrian.provider;

/**
 * What one process lets the others know of a model.
 *
 * @param model its name in models.yaml
 * @param millis for how long, from when it is told
 */
public record Hint(String model, Kind kind, long millis) {
    /** What is known. */
    public enum Kind {
        /** Its breaker has opened. */
        OPEN,
        /** The provider said it takes no more for a while. */
        SPENT
    }
}
