/** Server-sent events and what flows in them. */
@NullMarked
package org.bactrian.stream;

import org.jspecify.annotations.NullMarked;
