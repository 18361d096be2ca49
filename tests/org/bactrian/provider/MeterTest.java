package org.bactrian.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.bactrian.prompt.Tokens;
import org.junit.jupiter.api.Test;

/** A stream is counted against what is paid for, and paid for before it has come to its end. */
final class MeterTest {
    private static final int SLACK = 10;

    private final List<Integer> asked = new ArrayList<>();

    private Meter meter(int tokens, int piece) {
        return new Meter(new Allowance(tokens, SLACK, least -> {
            asked.add(least);
            return Math.max(least, piece);
        }));
    }

    private static void say(Meter meter, String text) {
        meter.add(Chunks.content(text));
        meter.pay();
    }

    /** So many words, each of them one token of its own. */
    private static void say(Meter meter, int words) {
        for (int i = 0; i < words; i++) {
            say(meter, " word");
        }
    }

    @Test
    void nothing_is_asked_for_before_the_end_is_near() {
        Meter meter = meter(100, 50);

        say(meter, 89);
        assertThat(asked).isEmpty();
        assertThat(meter.tokens()).isEqualTo(89);

        say(meter, 1);
        assertThat(asked).hasSize(1);
    }

    @Test
    void each_piece_is_asked_for_as_its_own_end_comes_near() {
        Meter meter = meter(100, 50);

        say(meter, 139);
        assertThat(asked).hasSize(1);
        say(meter, 1);
        assertThat(asked).hasSize(2);
        say(meter, 50);
        assertThat(asked).hasSize(3);
    }

    @Test
    void one_part_that_is_longer_than_a_piece_is_paid_for_at_once() {
        Meter meter = meter(100, 50);

        say(meter, " word".repeat(500));

        assertThat(asked).containsExactly(411);
        say(meter, 1);
        assertThat(asked).hasSize(2);
    }

    @Test
    void bytes_are_only_a_bound() {
        Meter meter = meter(100, 50);
        String long1 = " internationalization".repeat(40);

        say(meter, long1);

        assertThat(long1.length()).isGreaterThan(800);
        assertThat(asked).isEmpty();
        assertThat(meter.tokens()).isEqualTo(Tokens.count(long1));
    }

    @Test
    void other_scripts_are_never_counted_for_less_than_they_are() {
        for (String text : List.of("ᚠᛇᚻ᛫ᛒᛦᚦ", "🐫🐪", "ꙮ", "\u0000\u0001", "가각간")) {
            Meter meter = meter(20, 5);
            int parts = 0;
            while (meter.tokens() < 10) {
                assertThat(asked).as("%s, %d times", text, parts).isEmpty();
                say(meter, text);
                parts++;
            }
            assertThat(asked).as(text).isNotEmpty();
            asked.clear();
        }
    }

    @Test
    void calls_of_tools_and_shown_thinking_count() {
        Meter meter = meter(1_000, 50);
        ObjectNode thought = Chunks.content("");
        ((ObjectNode) thought.at("/choices/0/delta")).put("reasoning_content", " word word");

        meter.add(Chunks.arguments(0, " word word word"));
        meter.add(thought);
        meter.add(Chunks.refusal(" word"));
        meter.add(Chunks.finish("stop"));

        assertThat(meter.tokens()).isEqualTo(6);
        assertThat(meter.tokens()).as("counted again").isEqualTo(6);
    }

    @Test
    void of_what_cannot_be_paid_for_all_that_was_is_taken_to_have_come() {
        Meter meter = new Meter(new Allowance(30, SLACK, least -> {
            throw new LlmRefused(ErrorCode.BUDGET_EXCEEDED, "no", "feature");
        }));
        say(meter, 19);

        assertThat(meter.tokens()).isEqualTo(19);
        assertThatThrownBy(() -> say(meter, 1)).isInstanceOf(LlmRefused.class);
        assertThat(meter.tokens()).isEqualTo(30);

        assertThatThrownBy(() -> say(meter, 50)).isInstanceOf(LlmRefused.class);
        assertThat(meter.tokens()).isGreaterThan(30);
    }
}
