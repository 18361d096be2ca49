package org.bactrian.config;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bactrian.feature.Feature;

/** The caps of tags over all features: one tag is one pot of money, so that it has one cap. */
final class TagCaps {
    private final Map<String, Cap> caps = new HashMap<>();

    private record Cap(BigDecimal usd, String file) {}

    /** Takes a feature's tags; one that has another cap elsewhere is added to {@code faults}. */
    void add(Feature feature, YamlFile yaml, List<Fault> faults) {
        feature.budget().tags().forEach((tag, usd) -> {
            Cap other = caps.putIfAbsent(tag, new Cap(usd, yaml.file()));
            if (other != null && other.usd().compareTo(usd) != 0) {
                String pointer = "/budget/tags/" + tag;
                faults.add(new Fault(
                        yaml.file(),
                        yaml.line(pointer),
                        Pointers.dotted(pointer),
                        "caps the tag at " + usd.toPlainString() + " USD, but " + other.file() + " at "
                                + other.usd().toPlainString(),
                        "Write the same cap in both files"));
            }
        });
    }
}
