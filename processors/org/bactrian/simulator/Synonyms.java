package org.bactrian.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people write when they mean one of the usual labels. */
final class Synonyms {
    private static final List<String> MONEY = List.of("invoice", "charge", "refund", "payment", "paid", "receipt");
    private static final List<String> PARCEL = List.of("parcel", "delivery", "courier", "tracking", "package");
    private static final List<String> TROUBLE = List.of("error", "crash", "login", "log in", "password", "bug");
    private static final List<String> HURRY = List.of(
            "urgent",
            "asap",
            "immediately",
            "at once",
            "is down",
            "are down",
            "went down",
            "site down",
            "outage",
            "emergency");
    private static final List<String> NO_HURRY = List.of("no hurry", "no rush", "whenever", "just wondering");
    private static final List<String> JOY = List.of("thank", "great", "love", "happy", "excellent", "perfect");
    private static final List<String> ANGER = List.of("angry", "terrible", "awful", "disappointed", "unacceptable");

    private static final Map<String, List<String>> BY_LABEL = Map.ofEntries(
            Map.entry("billing", MONEY),
            Map.entry("payments", MONEY),
            Map.entry("shipping", PARCEL),
            Map.entry("delivery", PARCEL),
            Map.entry("technical", TROUBLE),
            Map.entry("support", TROUBLE),
            Map.entry("critical", HURRY),
            Map.entry("urgent", HURRY),
            Map.entry("high", HURRY),
            Map.entry("low", NO_HURRY),
            Map.entry("positive", JOY),
            Map.entry("negative", ANGER));

    private Synonyms() {}

    static List<String> of(String label) {
        return BY_LABEL.getOrDefault(label.toLowerCase(Locale.ROOT), List.of());
    }
}
