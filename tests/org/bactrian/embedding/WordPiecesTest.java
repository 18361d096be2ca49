package org.bactrian.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tokens of BERT. */
final class WordPiecesTest {
    private final WordPieces pieces = new WordPieces(Map.ofEntries(
            Map.entry("[UNK]", 0),
            Map.entry("un", 1),
            Map.entry("##aff", 2),
            Map.entry("##able", 3),
            Map.entry("cafe", 4),
            Map.entry(",", 5),
            Map.entry("東", 6),
            Map.entry("京", 7),
            Map.entry("don", 8),
            Map.entry("'", 9),
            Map.entry("t", 10),
            Map.entry("[", 11),
            Map.entry("]", 12),
            Map.entry("sep", 13)));

    @Test
    void a_word_is_cut_into_the_longest_pieces() {
        assertThat(pieces.of("unaffable")).containsExactly(1, 2, 3);
    }

    @Test
    void a_word_with_an_unknown_rest_is_unknown_as_a_whole() {
        assertThat(pieces.of("unaffzzz")).containsExactly(0);
    }

    @Test
    void case_and_accents_do_not_matter() {
        assertThat(pieces.of("CAFÉ café cafe\u0301")).containsExactly(4, 4, 4);
    }

    @Test
    void marks_and_han_signs_stand_alone() {
        assertThat(pieces.of("cafe,東京 don't")).containsExactly(4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void control_characters_vanish_and_line_breaks_part_words() {
        assertThat(pieces.of("ca\u0000fe\u200B un\naffable")).containsExactly(4, 1, 0);
    }

    @Test
    void a_special_token_in_a_text_is_text() {
        assertThat(pieces.of("[SEP]")).containsExactly(11, 13, 12);
    }

    @Test
    void a_word_of_more_than_a_hundred_letters_is_unknown() {
        assertThat(pieces.of("un" + "able".repeat(25))).containsExactly(0);
        assertThat(pieces.of("unable".substring(0, 2) + "able".repeat(24))).hasSize(25);
    }

    @Test
    void an_empty_text_has_no_tokens() {
        assertThat(pieces.of(" \t\n")).isEmpty();
    }

    @Test
    void a_vocabulary_without_the_unknown_token_is_refused() {
        assertThatThrownBy(() -> new WordPieces(Map.of("a", 1))).hasMessageContaining("[UNK]");
    }
}
