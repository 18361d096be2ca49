package org.bactrian.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bactrian.provider.Model.BreakerRules;
import org.jspecify.annotations.Nullable;

/**
 * One circuit breaker per model. What is handed out is a stand-in whose breaker is replaced when the model's settings
 * change, because a route keeps what it was made with. Thread-safe.
 */
public final class Breakers {
    private static final int HALF_OPEN_CALLS = 3;

    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /** The model's breaker with the model's settings of now. */
    public CircuitBreaker of(Model model) {
        Slot slot = slots.computeIfAbsent(model.name(), name -> new Slot());
        slot.use(model);
        return slot.standIn;
    }

    private static final class Slot implements InvocationHandler {
        private final CircuitBreaker standIn = (CircuitBreaker)
                Proxy.newProxyInstance(Breakers.class.getClassLoader(), new Class<?>[] {CircuitBreaker.class}, this);
        private volatile @Nullable BreakerRules rules;
        private volatile @Nullable CircuitBreaker breaker;

        synchronized void use(Model model) {
            if (!model.circuitBreaker().equals(rules)) {
                rules = model.circuitBreaker();
                breaker = CircuitBreaker.of("llm-model-" + model.name(), config(model.circuitBreaker()));
            }
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            try {
                return method.invoke(breaker, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }
    }

    private static CircuitBreakerConfig config(BreakerRules rules) {
        return CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(rules.slidingWindow())
                .minimumNumberOfCalls(rules.minimumCalls())
                .failureRateThreshold(rules.failureRate())
                .slowCallRateThreshold(rules.failureRate())
                .slowCallDurationThreshold(rules.slowCall())
                .waitDurationInOpenState(rules.openFor())
                .permittedNumberOfCallsInHalfOpenState(Math.min(rules.minimumCalls(), HALF_OPEN_CALLS))
                .recordException(Breakers::counts)
                .build();
    }

    private static boolean counts(Throwable thrown) {
        return Failures.of(thrown).kind().countsForBreaker();
    }
}
