/** Models, prices, dialects and the one transport to providers. */
@NullMarked
package org.bactrian.provider;

import org.jspecify.annotations.NullMarked;
