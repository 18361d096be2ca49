/** Money: holds before a call, settlement after it, and the call log. */
@NullMarked
package org.bactrian.ledger;

import org.jspecify.annotations.NullMarked;
