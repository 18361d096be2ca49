package org.bactrian.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the keys of application.properties one by one and collects what is wrong with them. Not thread-safe. */
final class SettingsReader {
    private final Function<String, Optional<String>> property;
    private final List<Fault> faults = new ArrayList<>();

    SettingsReader(Function<String, Optional<String>> property) {
        this.property = property;
    }

    Optional<String> optional(String key) {
        return property.apply(key).filter(value -> !value.isBlank());
    }

    String text(String key, String fallback) {
        return optional(key).orElse(fallback);
    }

    <T> T as(String key, String fallback, String example, Function<String, T> parse) {
        String value = text(key, fallback);
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            check(false, key, "cannot be \"" + value + "\"", "Write for example \"" + key + "=" + example + "\"");
            return parse.apply(fallback);
        }
    }

    @Nullable
    BigDecimal cap(String key) {
        return optional(key).isPresent() ? as(key, "0", "500.00", SettingsReader::money) : null;
    }

    void check(boolean good, String key, String message, String fix) {
        if (!good) {
            faults.add(new Fault("application.properties", 0, key, message, fix));
        }
    }

    void finish() {
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults);
        }
    }

    private static BigDecimal money(String text) {
        BigDecimal usd = new BigDecimal(text.strip());
        if (usd.signum() < 0) {
            throw new IllegalArgumentException(text);
        }
        return usd;
    }
}
