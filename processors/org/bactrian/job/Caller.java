package org.bactrian.job;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.config.ApiKey;
import org.jspecify.annotations.Nullable;

/**
 * Who sent an HTTP request, as {@link KeyGate} found out: the owner of an API key, or anybody where none is needed.
 *
 * @param key null where no keys are configured
 */
record Caller(@Nullable ApiKey key) {
    private static final String PROPERTY = "llmWho";
    private static final String PRINCIPAL = "caller";

    /** The form in which Camel's HTTP component brings it to a route. */
    User user() {
        return User.create(new JsonObject(Map.of(PRINCIPAL, this)));
    }

    /**
     * The caller of an exchange; the first call must come while the message is still the request.
     *
     * @throws LlmRefused (unauthorized) if the request did not pass the gate with a key that was needed
     */
    static Caller of(Exchange exchange) {
        Caller known = exchange.getProperty(PROPERTY, Caller.class);
        if (known == null) {
            known = passed(exchange);
            exchange.setProperty(PROPERTY, known);
        }
        return known;
    }

    private static Caller passed(Exchange exchange) {
        Object user = exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER);
        if (user instanceof User ours && ours.principal().getValue(PRINCIPAL) instanceof Caller caller) {
            return caller;
        }
        throw new LlmRefused(ErrorCode.UNAUTHORIZED, "This path needs an API key", null);
    }

    /** What a call goes by instead of what the request says of itself; nothing where no keys are configured. */
    Map<String, String> identity() {
        return key == null ? Map.of() : Map.of("LlmUser", key.user(), "LlmTier", key.tier(), "LlmTenant", key.tenant());
    }

    /** The one tenant whose data it may see, or null for those of all. */
    @Nullable
    String onlyTenant() {
        return key == null || key.admin() ? null : key.tenant();
    }

    /** Whether it may see the data of every tenant: with an admin key, and where no keys are configured. */
    boolean allTenants() {
        return onlyTenant() == null;
    }

    /**
     * For what only an admin may do.
     *
     * @throws LlmRefused (forbidden) for anybody else
     */
    void requireAllTenants() {
        if (!allTenants()) {
            throw new LlmRefused(ErrorCode.FORBIDDEN, "This needs an admin key", null);
        }
    }
}
