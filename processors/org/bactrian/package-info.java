/** What a flow sees of Bactrian in Java: the plugin Camel loads and the two kinds of failure a call can end in. */
@NullMarked
package org.bactrian;

import org.jspecify.annotations.NullMarked;
