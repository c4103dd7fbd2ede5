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
import java.util.Base64;
import java.util.Calendar;
import java.util.Collection;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A report as PDF, from the page {@code report-pdf.html}, with its fonts embedded. */
@Component
class ReportPdf {

    private static final String PAGE = "report-pdf";
    private static final int REGULAR = 400;

    private final ITemplateEngine pages;
    private final ReportFont fonts;

    ReportPdf(ITemplateEngine pages, ReportFont fonts) {
        this.pages = pages;
        this.fonts = fonts;
    }

    /**
     * The same report with the same font gives the same bytes: its dates and its id are those of the report. A letter that no
     * font has is printed as its number, 〔U+20BB7〕, and listed on the paper, never left as an empty box.
     *
     * @throws Refusal (unprocessable) saying what to install, if there is no font to embed
     */
    byte[] render(CreditReport report, String link) {
        try (PDDocument document = new PDDocument(); ReportFont.Pair pair = fonts.open(document)) {
            PdfRendererBuilder builder = new PdfRendererBuilder().usePDDocument(document).withHtmlContent(html(report, link, pair), null)
                    .useFont(new PDFontSupplier(pair.chinese()), "chinese", REGULAR, FontStyle.NORMAL, true)
                    .useFont(new PDFontSupplier(pair.latin()), "latin", REGULAR, FontStyle.NORMAL, true);
            try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
                renderer.createPDFWithoutClosing();
                describe(document, report);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                document.save(out);
                return out.toByteArray();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null if there is a font to embed; otherwise what is wrong and what to do. */
    String problem() {
        return fonts.problem();
    }

    /** Letters of a report that the PDF cannot show; none where there is no font at all. */
    Collection<String> missing(ReportContent content) {
        if (problem() != null) {
            return List.of();
        }
        try (PDDocument document = new PDDocument(); ReportFont.Pair pair = fonts.open(document)) {
            Letters letters = new Letters(pair);
            letters.of(content);
            return letters.missing;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String html(CreditReport report, String link, ReportFont.Pair pair) {
        Letters letters = new Letters(pair);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("c", letters.of(report.content()));
        values.put("verifyCode", report.verifyCode());
        values.put("sha256", report.sha256());
        values.put("issued", ChineseDates.time(report.content().issuedAt()));
        values.put("validUntil", ChineseDates.date(report.content().validUntil()));
        values.put("asOf", ChineseDates.date(report.content().asOf()));
        values.put("page", link.startsWith("http") ? link.substring(0, link.indexOf('?')) : null);
        values.put("qr", "data:image/png;base64," + Base64.getEncoder().encodeToString(QrCode.png(link)));
        values.put("missing", letters.missing.stream().map(letter -> "U+" + Integer.toHexString(letter.codePointAt(0)).toUpperCase())
                .collect(Collectors.joining("、")));
        return pages.process(PAGE, new Context(Locale.SIMPLIFIED_CHINESE, values));
    }

    private static void describe(PDDocument document, CreditReport report) {
        Calendar issued = GregorianCalendar.from(report.issuedAt().atZone(ChineseDates.ZONE));
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle("信用报告 " + report.no());
        information.setAuthor(report.content().issuer());
        information.setCreationDate(issued);
        information.setModificationDate(issued);
        document.setDocumentInformation(information);
        document.setDocumentId(Long.parseUnsignedLong(report.sha256().substring(0, 16), 16));
    }

    /** Puts a mark in the place of every letter that neither font has. */
    private static final class Letters {

        private final ReportFont.Pair pair;
        private final Collection<String> missing = new TreeSet<>();

        Letters(ReportFont.Pair pair) {
            this.pair = pair;
        }

        ReportContent of(ReportContent c) {
            ReportContent.Subject s = c.subject();
            return new ReportContent(c.no(), of(c.issuer()), c.issuedAt(), of(c.issuedBy()), c.validUntil(), of(c.validity()), of(c.purpose()), of(c.reference()),
                    new ReportContent.Subject(s.kind(), of(s.kindLabel()), of(s.name()), of(s.code()), s.legacyCode(), of(s.identity()), of(s.post())), c.asOf(),
                    of(c.summary()), c.records().stream().map(this::of).toList(), c.repaired(), c.released(), of(c.objection()));
        }

        private ReportContent.Line of(ReportContent.Line l) {
            return new ReportContent.Line(l.no(), of(l.kind()), of(l.breachClass()), of(l.document()), of(l.decision()), of(l.standing()), l.objected(),
                    of(l.publication()), of(l.terms()), of(l.repair()));
        }

        private String of(String text) {
            return text == null ? null : text.codePoints().mapToObj(this::of).collect(Collectors.joining());
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
