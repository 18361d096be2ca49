package org.bactrian.answers.semantic;

/** Is told when a feature's semantic cache begins or stops to serve. Called in the thread that learnt it. */
public interface Watch {
    void turned(String feature, String prompt, Standing standing);
}
