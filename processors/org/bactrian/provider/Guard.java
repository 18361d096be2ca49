package org.bactrian.provider;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.Timeout;
import org.bactrian.resilience.Deadline;

/**
 * Stands first in the HTTP client's chain: no exchange with a provider outlives its attempt's clocks, grows past its
 * size, or goes on after its caller left. The answer's body goes to the attempt and never becomes a message body, where
 * stream caching would read it whole before anybody sees its beginning. Thread-safe.
 */
final class Guard implements ExecChainHandler {
    /** Socket timeouts are only a backstop: the watchdog must be the one that fires, so that the reason is known. */
    private static final long BACKSTOP_MILLIS = 100;

    private final Watchdog watchdog;

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
        Progress progress = attempt.begin();
        configure(attempt, progress.deadline(), scope);
        addHeaders(attempt, progress.deadline(), request);
        Watchdog.Watch watch = watchdog.watch(attempt, progress);
        try {
            attempt.bind((Cancellable) scope.originalRequest);
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (response.getEntity() == null) {
                watch.end();
            } else {
                attempt.body(new GuardedStream(response.getEntity().getContent(), attempt, watch));
                response.setEntity(null);
            }
            return response;
        } catch (IOException | RuntimeException e) {
            watch.end();
            throw StoppedException.explain(attempt, e);
        }
    }

    /** The deadline is passed on, for a provider that is a gateway and can make use of it. */
    private static void addHeaders(Attempt attempt, Deadline deadline, ClassicHttpRequest request) {
        Provider provider = attempt.model().provider();
        request.setHeader("Accept", attempt.streamed() ? "text/event-stream, application/json" : "application/json");
        request.setHeader("Accept-Encoding", "identity");
        request.setHeader("Llm-Deadline-Ms", Math.max(1, deadline.left().toMillis()));
        provider.dialect().headers(provider, attempt.key()).forEach(request::setHeader);
        provider.options().headers().forEach(request::setHeader);
    }

    @SuppressWarnings("deprecation") // the per-request connect timeout has no other place that sees the request
    private static void configure(Attempt attempt, Deadline deadline, ExecChain.Scope scope) {
        long left = deadline.left().toMillis() + BACKSTOP_MILLIS;
        long connect = Math.min(left, attempt.bounds().connect().toMillis());
        scope.clientContext.setRequestConfig(RequestConfig.copy(scope.clientContext.getRequestConfigOrDefault())
                .setConnectTimeout(Timeout.of(connect, TimeUnit.MILLISECONDS))
                .setConnectionRequestTimeout(Timeout.of(left, TimeUnit.MILLISECONDS))
                .setResponseTimeout(Timeout.of(left, TimeUnit.MILLISECONDS))
                .build());
    }
}
