package org.bactrian.ledger;

import java.sql.SQLException;
import java.util.Locale;

/** What a store's failure means, by SQLSTATE, because drivers speak many languages; why it cannot be opened in a sentence. */
final class StoreFault {
    private static final String CHECK = ": check llm.store.url, llm.store.user and llm.store.password";

    /** Classes of SQLSTATE. */
    private static final String CONSTRAINT = "23";

    private static final String ROLLED_BACK = "40";
    private static final String H2_CONCURRENT_UPDATE = "90131";

    private StoreFault() {}

    static StoreException of(StoreSettings settings, Throwable thrown) {
        return new StoreException(
                "The store " + StoreUrl.shown(settings.url()) + " " + reason(settings, thrown), thrown);
    }

    private static String reason(StoreSettings settings, Throwable thrown) {
        if (isInUse(thrown)) {
            return "is in use by another process: stop it, or set llm.store.url";
        }
        return switch (state(thrown)) {
            case "08001", "08006", "57P03" ->
                "cannot be reached (" + StoreUrl.clean(settings, root(thrown)) + "): start it, or set llm.store.url";
            case "28000", "28P01" -> "refuses the user or the password" + CHECK;
            case "3D000" -> "is a database that does not exist: create it, or set llm.store.url";
            case "42501", "3F000" ->
                "does not let its user create tables: grant create on its schema, or set llm.store.user";
            case "53300" -> "has no connection left for us: raise its max_connections, or lower llm.store.connections";
            default ->
                "cannot be opened (" + StoreUrl.clean(settings, String.valueOf(thrown.getMessage())) + ")" + CHECK;
        };
    }

    private static boolean isInUse(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            String message = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("may be already in use") || message.contains("locked")) {
                return true;
            }
        }
        return false;
    }

    /** Whether another transaction was in the way, so that the same had better be tried again. */
    static boolean isCollision(Throwable thrown) {
        String state = state(thrown);
        return state.startsWith(CONSTRAINT) || state.startsWith(ROLLED_BACK) || state.equals(H2_CONCURRENT_UPDATE);
    }

    private static String state(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    private static String root(Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }
}
