package org.bactrian.answers.semantic;

/**
 * A word that carries meaning.
 *
 * @param stem without its ending
 * @param role the small word before it that says what part it plays (to, from, than), or empty
 * @param entity whether it is a number, a name or a code
 */
record Term(String stem, String role, boolean entity) {}
