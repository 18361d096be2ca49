/** A stand-in provider that speaks the OpenAI protocol, keeps its own bill and fails when it is asked to. */
@NullMarked
package org.bactrian.simulator;

import org.jspecify.annotations.NullMarked;
