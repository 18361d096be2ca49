package org.bactrian.call;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The call that each session of a type-ahead feature has running; a newer one cancels it. Thread-safe. */
final class Sessions {
    private final ConcurrentMap<List<String>, Call> running = new ConcurrentHashMap<>();

    /** Begins a call, and ends the older one of its session if the feature wants that. */
    void enter(Call call) {
        String session = call.identity.session();
        if (session != null && call.feature.supersede().equals("session")) {
            Call older = running.put(key(call, session), call);
            if (older != null) {
                older.running.supersede();
            }
        }
    }

    /** The call has ended. */
    void leave(Call call) {
        String session = call.identity.session();
        if (session != null) {
            running.remove(key(call, session), call);
        }
    }

    private static List<String> key(Call call, String session) {
        return List.of(call.identity.tenant(), call.identity.user(), call.feature.name(), session);
    }
}
