/** Reads models.yaml, features/, prompts/ and schemas/ into one checked snapshot, and again when they change. */
@NullMarked
package org.bactrian.config;

import org.jspecify.annotations.NullMarked;
