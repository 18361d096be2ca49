package org.bactrian.provider;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;

/**
 * The stock camel-http component under the scheme {@code llm-http}: one connection pool for all providers, nothing
 * retried or redirected behind our back, and {@link Guard} around each exchange. The user's {@code http:} is untouched.
 */
public final class LlmHttpComponent extends HttpComponent {
    private static final int MOST_CONNECTIONS = 2_000;

    private final Watchdog watchdog = new Watchdog();

    public LlmHttpComponent() {
        setClientConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build());
        setHttpClientConfigurer(new GuardConfigurer(new Guard(watchdog)));
    }

    @Override
    protected void doShutdown() throws Exception {
        watchdog.close();
        super.doShutdown();
    }

    private record GuardConfigurer(Guard guard) implements HttpClientConfigurer {
        @Override
        public void configureHttpClient(HttpClientBuilder builder) {
            builder.addExecInterceptorFirst("llm-guard", guard)
                    .disableAutomaticRetries()
                    .disableRedirectHandling()
                    .disableCookieManagement()
                    .disableConnectionState();
        }
    }
}
