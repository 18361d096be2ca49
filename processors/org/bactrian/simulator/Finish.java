package org.bactrian.simulator;

/** Why an answer ends. */
enum Finish {
    STOP,
    TOOL,
    LENGTH,
    /** The text explains why there is no answer. */
    REFUSAL,
    FILTER,
    /** There is not even an empty answer. */
    NOTHING
}
