package org.govintegrity.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Calendar;
import java.util.Collection;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A page of ours as PDF, with its fonts embedded. */
@Component
public class PdfPages {

    private static final int REGULAR = 400;

    private final ITemplateEngine pages;
    private final ReportFont fonts;

    PdfPages(ITemplateEngine pages, ReportFont fonts) {
        this.pages = pages;
        this.fonts = fonts;
    }

    /**
     * What a document says of itself.
     *
     * @param id the same document has the same, another one another
     */
    public record About(String title, String author, LocalDateTime issuedAt, String id) {
    }

    /**
     * The same values with the same font give the same bytes: its dates and its id are those of the document. A letter that no
     * font has is to be printed as its number, 〔U+20BB7〕, and listed on the paper, never left as an empty box.
     *
     * @param page   name of the template; well-formed XML, its fonts {@code chinese} and {@code latin}
     * @param values what the template shows, every text through the letters
     * @throws Refusal (unprocessable) saying what to install, if there is no font to embed
     */
    public byte[] render(String page, About about, Function<Letters, Map<String, Object>> values) {
        try (PDDocument document = new PDDocument(); ReportFont.Pair pair = fonts.open(document)) {
            PdfRendererBuilder builder = new PdfRendererBuilder().usePDDocument(document)
                    .withHtmlContent(pages.process(page, new Context(Locale.SIMPLIFIED_CHINESE, values.apply(new Letters(pair)))), null)
                    .useFont(new PDFontSupplier(pair.chinese()), "chinese", REGULAR, FontStyle.NORMAL, true)
                    .useFont(new PDFontSupplier(pair.latin()), "latin", REGULAR, FontStyle.NORMAL, true);
            try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
                renderer.createPDFWithoutClosing();
                describe(document, about);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                document.save(out);
                return out.toByteArray();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null if there is a font to embed; otherwise what is wrong and what to do. */
    public String problem() {
        return fonts.problem();
    }

    /** Letters that no PDF of this server can show; none where there is no font at all. */
    Collection<String> missing(Consumer<Letters> reader) {
        if (problem() != null) {
            return List.of();
        }
        try (PDDocument document = new PDDocument(); ReportFont.Pair pair = fonts.open(document)) {
            Letters letters = new Letters(pair);
            reader.accept(letters);
            return letters.missing;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void describe(PDDocument document, About about) {
        Calendar issued = GregorianCalendar.from(about.issuedAt().atZone(ChineseDates.ZONE));
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(about.title());
        information.setAuthor(about.author());
        information.setCreationDate(issued);
        information.setModificationDate(issued);
        document.setDocumentInformation(information);
        document.setDocumentId(Long.parseUnsignedLong(about.id().substring(0, 16), 16));
    }

    /** Puts a mark in the place of every letter that neither font has. */
    public static final class Letters {

        private final ReportFont.Pair pair;
        private final Collection<String> missing = new TreeSet<>();

        private Letters(ReportFont.Pair pair) {
            this.pair = pair;
        }

        /** Null for null. */
        public String of(String text) {
            return text == null ? null : text.codePoints().mapToObj(this::of).collect(Collectors.joining());
        }

        /** Those that were missing so far, as their numbers; empty for none. */
        public String missing() {
            return missing.stream().map(letter -> "U+" + Integer.toHexString(letter.codePointAt(0)).toUpperCase()).collect(Collectors.joining("、"));
        }

        private String of(int letter) {
            if (letter == '\n' || Character.isWhitespace(letter) || Character.isSpaceChar(letter)) {
                return letter == '\n' ? "\n" : pair.has(letter) ? Character.toString(letter) : " ";
            }
            if (pair.has(letter)) {
                return Character.toString(letter);
            }
            if (!Character.isISOControl(letter)) {
                missing.add(Character.toString(letter));
            }
            return Character.isISOControl(letter) ? "" : "〔U+" + Integer.toHexString(letter).toUpperCase() + "〕";
        }
    }
}
