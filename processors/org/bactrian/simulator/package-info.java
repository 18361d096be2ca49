/** A stand-in provider that speaks three protocols, keeps its own bill and fails when it is asked to. */
@NullMarked
package org.bactrian.simulator;

import org.jspecify.annotations.NullMarked;
