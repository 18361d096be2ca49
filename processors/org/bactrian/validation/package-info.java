/** Answers against their schemas: local mending, validation, the validator's words. */
@NullMarked
package org.bactrian.validation;

import org.jspecify.annotations.NullMarked;
