/** The ways in: HTTP, the inbox folder and the request queue. */
@NullMarked
package org.bactrian.job;

import org.jspecify.annotations.NullMarked;
