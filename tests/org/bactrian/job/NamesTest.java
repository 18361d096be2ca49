package org.bactrian.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** A name that is taken gets a suffix before its ending. */
final class NamesTest {
    private static final String ID = "0193a1b2-c3d4-7000-8000-000000000001";

    private static String free(String name, String... taken) {
        return Names.free(name, ID, each -> !Set.of(taken).contains(each));
    }

    @Test
    void a_free_name_is_used_as_it_is() {
        assertThat(free("a.json")).isEqualTo("a.json");
    }

    @Test
    void a_taken_name_gets_a_hyphen_and_the_first_eight_characters_of_the_id() {
        assertThat(free("a.json", "a.json")).isEqualTo("a-0193a1b2.json");
    }

    @Test
    void if_that_is_taken_too_it_gets_the_whole_id() {
        assertThat(free("a.json", "a.json", "a-0193a1b2.json")).isEqualTo("a-" + ID + ".json");
    }

    @Test
    void only_the_last_dot_begins_the_ending() {
        assertThat(free("a.error.json", "a.error.json")).isEqualTo("a.error-0193a1b2.json");
    }

    @Test
    void a_name_without_an_ending_gets_the_suffix_at_its_end() {
        assertThat(free("notes", "notes")).isEqualTo("notes-0193a1b2");
        assertThat(free(".hidden", ".hidden")).isEqualTo(".hidden-0193a1b2");
    }

    @Test
    void a_short_id_is_taken_whole() {
        assertThat(Names.free("a.txt", "7", each -> !each.equals("a.txt"))).isEqualTo("a-7.txt");
    }
}
