package org.bactrian.provider;

import java.util.List;

/**
 * Who is asked.
 *
 * @param name its key in models.yaml
 * @param dialect the protocol it speaks
 * @param baseUrl where its API begins, without a trailing slash
 * @param keys API keys that share the load; empty sends none
 */
public record Provider(String name, String dialect, String baseUrl, List<String> keys) {
    public Provider {
        baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        keys = List.copyOf(keys);
    }

    /** Names the provider only: keys stay out of logs. */
    @Override
    public String toString() {
        return "Provider[" + name + "]";
    }
}
