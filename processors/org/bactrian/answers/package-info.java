/** Answer once: exact cache, in-flight sharing, replays and stale answers. */
@NullMarked
package org.bactrian.answers;

import org.jspecify.annotations.NullMarked;
