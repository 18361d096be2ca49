package org.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.config.ApiKey;
import org.junit.jupiter.api.Test;

/** What a caller may see. */
final class CallerTest {
    private static ApiKey key(boolean admin) {
        return new ApiKey("ci", "00", "ada", "pro", "acme", null, admin);
    }

    private static Exchange request() {
        return new DefaultExchange(new DefaultCamelContext());
    }

    private static Exchange request(Caller caller) {
        Exchange exchange = request();
        exchange.getMessage().setHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER, caller.user());
        return exchange;
    }

    @Test
    void a_key_sees_its_own_tenant() {
        Caller caller = Caller.of(request(new Caller(key(false))));

        assertThat(caller.allTenants()).isFalse();
        assertThat(caller.onlyTenant()).isEqualTo("acme");
        assertThatThrownBy(caller::requireAllTenants)
                .isInstanceOfSatisfying(
                        LlmRefused.class, refused -> assertThat(refused.error()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void an_admin_key_sees_every_tenant() {
        Caller caller = Caller.of(request(new Caller(key(true))));

        assertThat(caller.onlyTenant()).isNull();
        caller.requireAllTenants();
        assertThat(caller.identity()).containsEntry("LlmTenant", "acme");
    }

    @Test
    void anybody_sees_every_tenant_where_no_keys_are_configured() {
        Caller caller = Caller.of(request(new Caller(null)));

        assertThat(caller.allTenants()).isTrue();
        assertThat(caller.identity()).isEmpty();
    }

    @Test
    void who_called_is_still_known_when_the_request_has_become_something_else() {
        Exchange exchange = request(new Caller(key(false)));
        Caller before = Caller.of(exchange);
        exchange.getMessage().removeHeaders("*");

        assertThat(Caller.of(exchange)).isEqualTo(before);
    }

    @Test
    void a_request_that_passed_no_gate_is_nobodys() {
        Exchange forged = request();
        forged.getMessage().setHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER, "admin");

        for (Exchange exchange : new Exchange[] {request(), forged}) {
            assertThatThrownBy(() -> Caller.of(exchange))
                    .isInstanceOfSatisfying(LlmRefused.class, refused -> assertThat(refused.error())
                            .isEqualTo(ErrorCode.UNAUTHORIZED));
        }
    }
}
