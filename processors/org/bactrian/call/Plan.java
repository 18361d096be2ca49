package org.bactrian.call;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.bactrian.feature.Feature;
import org.bactrian.feature.Feature.OnRefusal;
import org.bactrian.provider.Model;
import org.bactrian.resilience.AttemptFailure;
import org.bactrian.resilience.Backoff;
import org.bactrian.resilience.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * Which model is asked next, and after how long: again the same, asked again with the validator's words, or the next
 * one. Used by one thread at a time.
 */
public final class Plan {
    private final List<Model> models;
    private final Feature feature;
    private final Backoff backoff;
    private final Predicate<Model> retryAllowed;
    private int index;
    private int failures;
    private int repairs;
    private int keys;
    private boolean stopped;
    private Duration pause = Duration.ZERO;
    private @Nullable AttemptFailure last;
    private @Nullable Reask reask;

    /** An answer that broke its schema, and the validator's words about it. */
    record Reask(String answer, String words) {}

    /**
     * Begins with the first model.
     *
     * @param retryAllowed takes one retry out of a model's budget, if there is one
     */
    Plan(List<Model> models, Feature feature, Backoff backoff, Predicate<Model> retryAllowed) {
        this.models = models;
        this.feature = feature;
        this.backoff = backoff;
        this.retryAllowed = retryAllowed;
    }

    /** The model that is asked now. */
    Model model() {
        return models.get(index);
    }

    /** Whether there is anything left to try. */
    boolean goesOn() {
        return !stopped && index < models.size();
    }

    /** Whether the model is asked for the first time, and not again. */
    boolean fresh() {
        return failures == 0 && reask == null;
    }

    /** Whether another model could be asked instead. */
    boolean hasNext() {
        return index + 1 < models.size();
    }

    /** How long to wait before the next attempt. */
    Duration pause() {
        return pause;
    }

    @Nullable
    AttemptFailure last() {
        return last;
    }

    @Nullable
    Reask reask() {
        return reask;
    }

    void stop() {
        stopped = true;
    }

    /** An answer broke off that its caller has seen a part of: there is nothing left to try. */
    void brokeOff(AttemptFailure failure) {
        last = failure;
        stop();
    }

    void failed(AttemptFailure failure, @Nullable Reask invalid) {
        last = failure;
        pause = Duration.ZERO;
        switch (failure.kind()) {
            case RETRY -> retry(failure);
            case INVALID -> repair(invalid);
            case CONTEXT -> nextLarger();
            case REFUSAL -> refused();
            case CALLER_LEFT, BUDGET -> stop();
            case KEY -> otherKey(failure);
            case NEXT_MODEL, MISCONFIGURED, OPEN, BUSY, OUT_OF_TIME -> next();
        }
    }

    /** At once, but each key at most once: keys whose rest is short would otherwise be asked in turn for ever. */
    private void otherKey(AttemptFailure failure) {
        keys++;
        if (keys >= model().provider().keys().size()) {
            retry(failure);
        }
    }

    private void retry(AttemptFailure failure) {
        failures++;
        if (failures >= feature.retry().attempts() || !retryAllowed.test(model())) {
            next();
        } else {
            pause = backoff.pause(feature.retry(), failures, failure.retryAfter());
        }
    }

    private void repair(@Nullable Reask invalid) {
        if (repairs >= feature.repair().attempts()) {
            next();
        } else {
            repairs++;
            reask = invalid;
        }
    }

    private void refused() {
        if (feature.onRefusal() == OnRefusal.ANSWER) {
            stop();
        } else {
            next();
        }
    }

    private void nextLarger() {
        int context = model().context();
        do {
            next();
        } while (index < models.size() && model().context() <= context);
    }

    /** Goes to the next model, which starts afresh. */
    void next() {
        index++;
        failures = 0;
        repairs = 0;
        keys = 0;
        reask = null;
        pause = Duration.ZERO;
    }

    /** Whether the last failure is one of the answers' form, not of the models' health. */
    boolean endedInvalid() {
        return last != null && last.kind() == FailureKind.INVALID;
    }
}
