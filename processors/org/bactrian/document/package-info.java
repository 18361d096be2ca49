/** Text out of documents. */
@NullMarked
package org.bactrian.document;

import org.jspecify.annotations.NullMarked;
