/** One call from admission to settlement: the steps of llm-call-action. */
@NullMarked
package org.bactrian.call;

import org.jspecify.annotations.NullMarked;
