/** Prompts: versions of a text with variables, rendered into messages, and counted in tokens. */
@NullMarked
package org.bactrian.prompt;

import org.jspecify.annotations.NullMarked;
