package org.bactrian.document;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bactrian.LlmRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A document gives its text, or says in a sentence why it cannot. */
final class DocumentsTest {
    private static byte[] file(String name) throws IOException {
        return Files.readAllBytes(Path.of("tests/documents", name));
    }

    private static String text(String document, String hint) {
        return Documents.text(document.getBytes(UTF_8), hint);
    }

    private static void assertRefused(ThrowingCallable reading, String code, String words) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        LlmRefused.class, refused -> assertThat(refused.code()).isEqualTo(code))
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "application/pdf", "report.pdf", "text/plain"})
    void a_pdf_gives_its_text_with_a_form_feed_after_each_page(String hint) throws IOException {
        String text = Documents.text(file("three-pages.pdf"), hint);

        assertThat(text).containsIgnoringCase("Corran");
        assertThat(text.chars().filter(each -> each == '\f')).hasSize(3);
    }

    @Test
    void an_encrypted_pdf_is_refused() {
        assertRefused(() -> Documents.text(file("encrypted.pdf"), ""), "invalid_input", "remove its password");
    }

    @Test
    void a_pdf_without_text_is_refused() {
        assertRefused(() -> Documents.text(file("empty.pdf"), ""), "invalid_input", "no text in it");
    }

    @Test
    void a_pdf_that_was_cut_off_is_refused() {
        assertRefused(() -> Documents.text(file("truncated.pdf"), ""), "invalid_input", "its end is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a.pdf", "application/pdf", "NOT-A.PDF"})
    void a_file_that_only_says_it_is_a_pdf_is_refused(String hint) {
        assertRefused(() -> Documents.text(file("not-a.pdf"), hint), "invalid_input", "said to be a PDF");
    }

    @Test
    void a_pdf_that_is_broken_inside_is_refused() {
        assertRefused(() -> text("%PDF-1.7\nnonsense\n%%EOF", ""), "invalid_input", "is broken");
    }

    @Test
    void other_bytes_are_refused() throws IOException {
        byte[] bytes = file("not-a.pdf");

        assertRefused(() -> Documents.text(bytes, "data.bin"), "unsupported_media_type", "neither UTF-8 text");
        assertRefused(() -> text("zero\0byte", ""), "unsupported_media_type", "neither UTF-8 text");
        assertRefused(
                () -> Documents.text("caf\u00e9".getBytes(ISO_8859_1), ""),
                "unsupported_media_type",
                "neither UTF-8 text");
    }

    @ParameterizedTest
    @CsvSource({
        "letter.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/octet-stream"
    })
    void a_word_document_is_refused(String hint) {
        byte[] zip = {'P', 'K', 3, 4, 20, 0, 0, 0};

        assertRefused(() -> Documents.text(zip, hint), "unsupported_media_type", "Word documents are not read yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page.html", "page.HTM", "text/html; charset=utf-8"})
    void html_gives_its_text_without_tags_and_scripts(String hint) {
        String page =
                """
                <html><head><style>p {color: red}</style><script>alert(1)</script></head>
                <body><h1>Caf&eacute;</h1><p>Open &amp; <b>warm</b>.</p><!-- closed --></body></html>
                """;

        assertThat(text(page, hint))
                .contains("Caf\u00e9", "Open & warm.")
                .doesNotContain("<", "alert", "color", "closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "note.txt", "text/markdown", "note.md"})
    void text_stays_as_it_is(String hint) {
        assertThat(text("# Gr\u00fc\u00dfe\n\n<b>caf\u00e9</b> \ud83d\udc2b\n", hint))
                .isEqualTo("# Gr\u00fc\u00dfe\n\n<b>caf\u00e9</b> \ud83d\udc2b\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my-pdf-questions.txt", "pdf.md", "docx-howto.txt", "html5-notes.md", "pdfs"})
    void a_name_that_only_speaks_of_a_format_does_not_make_a_text_one(String name) {
        assertThat(text("Keep <this> as it is.", name)).isEqualTo("Keep <this> as it is.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t "})
    void an_empty_document_is_refused(String document) {
        assertRefused(() -> text(document, ""), "invalid_input", "no text in it");
    }
}
