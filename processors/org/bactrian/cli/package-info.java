/** bin/bactrian: run, check, simulate. */
@NullMarked
package org.bactrian.cli;

import org.jspecify.annotations.NullMarked;
