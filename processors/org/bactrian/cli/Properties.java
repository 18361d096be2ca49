package org.bactrian.cli;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.bactrian.config.PropertyKeys;

/** The llm.* keys a context was given. */
final class Properties {
    private Properties() {}

    /** Throws {@link org.bactrian.config.ConfigurationException} for keys we do not have. */
    static void check(CamelContext context) {
        java.util.Properties loaded = context.getPropertiesComponent().loadProperties(key -> key.startsWith("llm."));
        Map<String, String> keys = loaded.stringPropertyNames().stream()
                .collect(Collectors.toMap(key -> key, key -> loaded.getProperty(key)));
        PropertyKeys.check(keys);
    }
}
