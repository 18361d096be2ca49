package org.bactrian.prompt;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingResult;
import com.knuddels.jtokkit.api.EncodingType;

/** Counts and cuts text in tokens of o200k_base; text that looks like a special token is plain text. */
public final class Tokens {
    private Tokens() {}

    public static int count(String text) {
        return Lazy.ENCODING.countTokensOrdinary(text);
    }

    /** The tokens of a text, but no more than {@code most}: what is longer is not read to its end. */
    public static int count(String text, int most) {
        return Lazy.ENCODING.encodeOrdinary(text, most).getTokens().size();
    }

    /** The longest beginning of a text that has at most this many tokens; never half a character. */
    public static String truncate(String text, int maxTokens) {
        if (maxTokens <= 0) {
            return "";
        }
        EncodingResult result = Lazy.ENCODING.encodeOrdinary(text, maxTokens);
        return result.isTruncated() ? text.substring(0, result.getLastProcessedCharacterIndex() + 1) : text;
    }

    /** Loads the vocabulary now, so that no call has to wait for it. */
    public static void warm() {
        count("");
    }

    private static final class Lazy {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }
}
