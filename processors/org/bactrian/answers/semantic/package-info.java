/** Answers to questions that mean the same: found by meaning, served only with evidence. */
@NullMarked
package org.bactrian.answers.semantic;

import org.jspecify.annotations.NullMarked;
