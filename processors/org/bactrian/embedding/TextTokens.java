package org.bactrian.embedding;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/**
 * Counts text in tokens of cl100k_base, by which OpenAI bills embeddings. It hardly ever counts less than newer encodings,
 * and in some languages thrice as much.
 */
public final class TextTokens {
    private TextTokens() {}

    /** The tokens of a text, but no more than {@code most}: what is longer is not read to its end. */
    public static int count(String text, int most) {
        return Lazy.ENCODING.encodeOrdinary(text, most).getTokens().size();
    }

    private static final class Lazy {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    }
}
