/** What a feature file says, as records. */
@NullMarked
package org.bactrian.feature;

import org.jspecify.annotations.NullMarked;
