package org.bactrian.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;
import org.jsoup.Jsoup;

/** The text of a document. What it is, its first bytes say; a name or media type only helps where they cannot. */
public final class Documents {
    private static final byte[] PDF = {'%', 'P', 'D', 'F'};
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private Documents() {}

    /**
     * Text of plain text, Markdown, HTML or PDF.
     *
     * @param hint media type or file name, or empty
     * @throws LlmRefused if it is none of these, broken, or without text
     */
    public static String text(byte[] bytes, String hint) {
        String text = extract(bytes, hint.toLowerCase(Locale.ROOT));
        if (text.isBlank()) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The document has no text in it", null);
        }
        return text;
    }

    private static String extract(byte[] bytes, String hint) {
        if (startsWith(bytes, PDF)) {
            return PdfText.of(bytes);
        }
        if (isA(hint, "pdf")) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The document is said to be a PDF but is none", null);
        }
        if (startsWith(bytes, ZIP) || isA(hint, "docx") || hint.contains("wordprocessingml")) {
            String message = "Word documents are not read yet: send PDF, HTML, Markdown or text";
            throw new LlmRefused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, message, null);
        }
        boolean html = isA(hint, "html") || isA(hint, "htm") || isA(hint, "xhtml+xml");
        return html ? html(bytes) : plain(bytes);
    }

    private static String html(byte[] bytes) {
        try {
            return Jsoup.parse(new ByteArrayInputStream(bytes), null, "")
                    .wholeText()
                    .strip();
        } catch (IOException e) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The document is not readable HTML", null);
        }
    }

    private static String plain(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.indexOf('\0') < 0) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // told below, as for other bytes that are no text
        }
        String message = "The input is neither UTF-8 text nor a document of a known kind";
        throw new LlmRefused(ErrorCode.UNSUPPORTED_MEDIA_TYPE, message, null);
    }

    /** Whether a media type or a file name is of a kind; a word inside a name says nothing. */
    private static boolean isA(String hint, String kind) {
        String bare = hint.replaceFirst(";.*", "").strip();
        return bare.endsWith("/" + kind) || bare.endsWith("." + kind);
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        for (int i = 0; i < magic.length; i++) {
            if (bytes.length <= i || bytes[i] != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
