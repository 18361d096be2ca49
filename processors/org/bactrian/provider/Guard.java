package org.bactrian.provider;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.Timeout;

/**
 * Stands first in the HTTP client's chain: no exchange with a provider outlives its attempt's deadline, grows past its
 * size, or goes on after its caller left. Thread-safe.
 */
final class Guard implements ExecChainHandler {
    /** Socket timeouts are only a backstop: the watchdog must be the one that fires, so that the reason is known. */
    private static final long BACKSTOP_MILLIS = 100;

    private final Watchdog watchdog;
    private final AtomicInteger turn = new AtomicInteger();

    Guard(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (!(request.getEntity() instanceof AttemptEntity entity)) {
            throw new IOException("llm-http carries provider calls only");
        }
        Attempt attempt = entity.attempt();
        configure(attempt, scope);
        addHeaders(attempt, request);
        Watchdog.Watch watch = watchdog.watch(attempt);
        try {
            attempt.bind((Cancellable) scope.originalRequest);
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (response.getEntity() == null) {
                watch.end();
            } else {
                response.setEntity(new GuardedEntity(response.getEntity(), attempt, watch));
            }
            return response;
        } catch (IOException | RuntimeException e) {
            watch.end();
            throw attempt.explain(e);
        }
    }

    private void addHeaders(Attempt attempt, ClassicHttpRequest request) {
        request.setHeader("Accept", "application/json");
        request.setHeader("Accept-Encoding", "identity");
        List<String> keys = attempt.model().provider().keys();
        if (!keys.isEmpty()) {
            String key = keys.get(Math.floorMod(turn.getAndIncrement(), keys.size()));
            request.setHeader("Authorization", "Bearer " + key);
        }
    }

    @SuppressWarnings("deprecation") // the per-request connect timeout has no other place that sees the request
    private static void configure(Attempt attempt, ExecChain.Scope scope) {
        long left = attempt.deadline().left().toMillis() + BACKSTOP_MILLIS;
        long connect = Math.min(left, attempt.connect().toMillis());
        scope.clientContext.setRequestConfig(RequestConfig.copy(scope.clientContext.getRequestConfigOrDefault())
                .setConnectTimeout(Timeout.of(connect, TimeUnit.MILLISECONDS))
                .setConnectionRequestTimeout(Timeout.of(left, TimeUnit.MILLISECONDS))
                .setResponseTimeout(Timeout.of(left, TimeUnit.MILLISECONDS))
                .build());
    }
}
