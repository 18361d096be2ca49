package org.bactrian.simulator;

import org.bactrian.prompt.Tokens;

/** An answer of 100 MB that never stands in memory as a whole. */
final class Huge {
    /** Stands for the answer in a draft. */
    static final String MARK = "<the huge answer>";

    static final String PIECE = "Nobody reads this far, and still it goes on. ".repeat(200);
    private static final int BYTES = 100_000_000;

    /** How often the piece is said. */
    static final int PIECES = BYTES / PIECE.length() + 1;

    static final int TOKENS_A_PIECE = Tokens.count(PIECE);
    static final long TOKENS = (long) TOKENS_A_PIECE * PIECES;

    private Huge() {}
}
