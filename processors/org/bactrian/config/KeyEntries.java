package org.bactrian.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what stands in keys.yaml and checks each entry against the rest. */
final class KeyEntries {
    private static final ClosedSchema SCHEMA = ClosedSchema.named("keys");

    private final YamlFile yaml;
    private final Collection<String> tiers;
    private final List<Fault> faults;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> hashes = new HashSet<>();

    private KeyEntries(YamlFile yaml, Collection<String> tiers, List<Fault> faults) {
        this.yaml = yaml;
        this.tiers = tiers;
        this.faults = faults;
    }

    static List<ApiKey> read(YamlFile yaml, Collection<String> tiers) {
        SCHEMA.complete(yaml);
        List<Fault> faults = new ArrayList<>(SCHEMA.check(yaml));
        List<ApiKey> keys = faults.isEmpty() ? new KeyEntries(yaml, tiers, faults).read() : List.of();
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults.stream().sorted().toList());
        }
        return keys;
    }

    private List<ApiKey> read() {
        List<ApiKey> keys = new ArrayList<>();
        for (JsonNode entry : yaml.content().path("keys")) {
            String pointer = "/keys/" + keys.size();
            ApiKey key = key(entry, expires(entry.path("expires").textValue(), pointer));
            check(key, pointer);
            keys.add(key);
        }
        return keys;
    }

    private static ApiKey key(JsonNode entry, @Nullable Instant expires) {
        return new ApiKey(
                entry.path("id").textValue(),
                entry.path("hash").textValue().toLowerCase(Locale.ROOT),
                entry.path("user").textValue(),
                entry.path("tier").textValue(),
                entry.path("tenant").textValue(),
                expires,
                entry.path("admin").booleanValue());
    }

    private void check(ApiKey key, String pointer) {
        String known = "Write one of: " + String.join(", ", tiers) + ", or add it to llm.tiers";
        refuseIf(!tiers.contains(key.tier()), pointer + "/tier", "there is no tier \"" + key.tier() + "\"", known);
        refuseIf(!ids.add(key.id()), pointer + "/id", "is the id of another key too", "Give each its own");
        refuseIf(!hashes.add(key.hash()), pointer + "/hash", "is the hash of another key too", "Remove one of them");
    }

    private @Nullable Instant expires(@Nullable String text, String pointer) {
        try {
            return text == null ? null : Expiry.parse(text);
        } catch (DateTimeException e) {
            String fix = "Write for example \"expires: 2027-01-31\"";
            refuseIf(true, pointer + "/expires", "is neither a date nor an instant, found \"" + text + "\"", fix);
            return null;
        }
    }

    private void refuseIf(boolean wrong, String pointer, String message, String fix) {
        if (wrong) {
            faults.add(new Fault(yaml.file(), yaml.line(pointer), Pointers.dotted(pointer), message, fix));
        }
    }
}
