/** Text as vectors: the local embedding model and its tokens. */
@NullMarked
package org.bactrian.embedding;

import org.jspecify.annotations.NullMarked;
