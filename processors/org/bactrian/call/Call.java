package org.bactrian.call;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.bactrian.ErrorCode;
import org.bactrian.LlmException;
import org.bactrian.answers.Answer;
import org.bactrian.answers.Claim.Served;
import org.bactrian.answers.Kept;
import org.bactrian.answers.semantic.Lookup;
import org.bactrian.config.Configuration;
import org.bactrian.feature.Feature;
import org.bactrian.provider.Attempt;
import org.bactrian.resilience.Deadline;
import org.bactrian.stream.Downstream;
import org.jspecify.annotations.Nullable;

/**
 * Everything one call is and becomes between admission and settlement; lives in one exchange property, because that
 * survives every copy Camel makes. Used by one thread at a time, but for {@link #running}.
 */
public final class Call {
    private static final String PROPERTY = "llmCall";

    final String inferenceId = UuidCreator.getTimeOrderedEpoch().toString();
    final long startedNanos = System.nanoTime();
    final Instant calledAt;
    final Configuration configuration;
    final Feature feature;
    final Identity identity;
    final Input input;
    final @Nullable Object originalBody;
    final @Nullable Downstream downstream;
    final Tally tally = new Tally();
    final Running running = new Running();
    private final Deadline deadline;

    private @Nullable Rendered rendered;
    private @Nullable Plan plan;
    private @Nullable Answer answer;

    /** What is set aside for the attempt that runs or comes next; null between two of them. */
    @Nullable
    Stake stake;

    /** Whether the last attempt was asked for a shorter answer than the feature would have, for lack of money. */
    boolean lowered;

    @Nullable
    Served served;

    /** The answer as it was kept, if it was; also a stale one. */
    @Nullable
    Kept kept;

    @Nullable
    String heardModel;

    /** What a look for an answer to another question has shown. */
    @Nullable
    Lookup looked;

    @Nullable
    LlmException failure;

    @Nullable
    String degraded;

    boolean settled;

    Call(
            Configuration configuration,
            Feature feature,
            Identity identity,
            Input input,
            @Nullable Object originalBody,
            @Nullable Downstream downstream,
            Instant calledAt,
            Deadline deadline) {
        this.configuration = configuration;
        this.feature = feature;
        this.identity = identity;
        this.input = input;
        this.originalBody = originalBody;
        this.downstream = downstream;
        this.calledAt = calledAt;
        this.deadline = deadline;
    }

    void putOn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    static Call on(Exchange exchange) {
        Call call = ifOn(exchange);
        if (call == null) {
            throw new IllegalStateException("this step belongs inside llm-call-action");
        }
        return call;
    }

    static @Nullable Call ifOn(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Call.class);
    }

    static void removeFrom(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
        Attempt.removeFrom(exchange);
    }

    void render(Rendered result, Plan order) {
        rendered = result;
        plan = order;
    }

    Rendered rendered() {
        return present(rendered);
    }

    Plan plan() {
        return present(plan);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the prompt has not been rendered yet");
        }
        return value;
    }

    @Nullable
    Rendered renderedOrNull() {
        return rendered;
    }

    /** Whether the caller has seen a part of an answer, so that no other can take its place. */
    boolean sent() {
        return running.said() || (downstream != null && downstream.begun());
    }

    /** The caller is sent a part of an answer that another call is being given. */
    void hears(String model) {
        served = Served.COALESCED;
        heardModel = model;
    }

    void accept(Answer own) {
        answer = own;
    }

    /** Whether the model is asked only to check an answer that would have been served by meaning. */
    boolean isCheck() {
        return looked != null && looked.outcome() == Lookup.Outcome.VERIFY;
    }

    Duration latency() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Takes an answer somebody else made. */
    void take(Kept taken, Served how) {
        answer = taken.answer();
        kept = taken;
        served = how;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Begins an attempt; {@code seen} if the caller sees its parts as they come. */
    void begin(Attempt next, boolean seen) {
        tally.attempt();
        if (seen) {
            running.beginLive(next);
        } else {
            running.begin(next);
        }
    }

    CompletableFuture<Void> callerLeft() {
        return running.callerLeft();
    }

    @Nullable
    Answer answer() {
        return answer;
    }

    /** Whether it failed because every model did, and not for a reason of its own. */
    boolean everyModelFailed() {
        boolean ownBudget = failure != null && failure.error() == ErrorCode.BUDGET_EXCEEDED;
        boolean asked = plan != null && plan.last() != null;
        return asked && !ownBudget && !sent() && !callerLeft().isDone() && !deadline.passed();
    }
}
