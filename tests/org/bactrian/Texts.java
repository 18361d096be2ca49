package org.bactrian;

/** What the house asks of the words in a file. */
final class Texts {
    private Texts() {}

    /** Whether a text is one sentence: a capital first, one full stop last. */
    static boolean isSentence(String text) {
        return text.matches("\\p{Lu}.*[^.\\s]\\.") && !text.contains(". ");
    }

    /** Whether every word begins with a capital or a digit, and the first is no article. */
    static boolean isTitle(String text) {
        return text.matches("[\\p{Lu}\\d]\\S*( [\\p{Lu}\\d]\\S*)*") && !text.matches("(The|An?) .*");
    }
}
