package org.bactrian.call;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The call that each session of a type-ahead feature has running; a newer one cancels it. Thread-safe. */
final class Sessions {
    private final ConcurrentMap<List<String>, Call> running = new ConcurrentHashMap<>();

    /** Begins a call, and ends the older one of its session if the feature wants that. */
    void enter(Call call) {
        if (supersedes(call)) {
            Call older = running.put(key(call), call);
            if (older != null) {
                older.running.supersede();
            }
        }
    }

    /** Whether a call takes the place of the older ones of its session. */
    static boolean supersedes(Call call) {
        return call.identity.session() != null && call.feature.supersede().equals("session");
    }

    /** The call has ended. */
    void leave(Call call) {
        if (supersedes(call)) {
            running.remove(key(call), call);
        }
    }

    private static List<String> key(Call call) {
        Identity who = call.identity;
        return List.of(who.tenant(), who.user(), call.feature.name(), String.valueOf(who.session()));
    }
}
