package org.bactrian.ledger;

import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Tells how much a property has checked, and with which seed it can be checked again. */
final class Tally implements AroundPropertyHook {
    private static final AtomicLong STEPS = new AtomicLong();
    private static final AtomicLong INSTANTS = new AtomicLong();

    static void step(int windows) {
        STEPS.incrementAndGet();
        INSTANTS.addAndGet(windows);
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        long steps = STEPS.get();
        long instants = INSTANTS.get();
        PropertyExecutionResult result = property.execute();
        System.out.println(context.containerClass().getSimpleName() + ": " + result.countTries() + " histories, "
                + (STEPS.get() - steps) + " steps, " + (INSTANTS.get() - instants)
                + " windows checked at an instant, seed " + result.seed().orElse("unknown"));
        return result;
    }
}
