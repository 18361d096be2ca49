/** The processes of one deployment: the answers, the questions in flight and the hints that they share. */
@NullMarked
package org.bactrian.cluster;

import org.jspecify.annotations.NullMarked;
