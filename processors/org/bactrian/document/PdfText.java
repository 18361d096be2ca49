package org.bactrian.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;
import org.bactrian.ErrorCode;
import org.bactrian.LlmRefused;

/** The text layer of a PDF; pages end in a form feed. */
final class PdfText {
    /** A complete PDF says so at its end (ISO 32000, 7.5.5); readers look at the last kilobyte. */
    private static final int TRAILER = 1024;

    private PdfText() {}

    static String of(byte[] bytes) {
        requireWhole(bytes);
        try (PDDocument document = Loader.loadPDF(bytes)) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setPageEnd("\f");
            return stripper.getText(document);
        } catch (InvalidPasswordException e) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The PDF is encrypted: remove its password first", null);
        } catch (IOException | RuntimeException e) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The PDF is broken and cannot be read", null);
        }
    }

    /** PDFBox mends a cut file in silence and gives the text of the part that came: half a document is not an input. */
    private static void requireWhole(byte[] bytes) {
        int from = Math.max(0, bytes.length - TRAILER);
        String end = new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
        if (!end.contains("%%EOF")) {
            throw new LlmRefused(ErrorCode.INVALID_INPUT, "The PDF is cut off: its end is missing", null);
        }
    }
}
