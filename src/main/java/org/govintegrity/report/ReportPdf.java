package org.govintegrity.report;

import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.springframework.stereotype.Component;

import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** A report as PDF, from the page {@code report-pdf.html}. */
@Component
class ReportPdf {

    private static final String PAGE = "report-pdf";

    private final PdfPages pages;

    ReportPdf(PdfPages pages) {
        this.pages = pages;
    }

    /**
     * The same report with the same font gives the same bytes.
     *
     * @throws Refusal (unprocessable) saying what to install, if there is no font to embed
     */
    byte[] render(CreditReport report, String link) {
        return pages.render(PAGE, new PdfPages.About("信用报告 " + report.no(), report.content().issuer(), report.content().issuedAt(), report.sha256()), letters -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("c", printable(report.content(), letters));
            values.put("verifyCode", report.verifyCode());
            values.put("sha256", report.sha256());
            values.put("issued", ChineseDates.time(report.content().issuedAt()));
            values.put("validUntil", ChineseDates.date(report.content().validUntil()));
            values.put("asOf", ChineseDates.date(report.content().asOf()));
            values.put("page", link.startsWith("http") ? link.substring(0, link.indexOf('?')) : null);
            values.put("qr", "data:image/png;base64," + Base64.getEncoder().encodeToString(QrCode.png(link)));
            values.put("missing", letters.missing());
            return values;
        });
    }

    /** Null if there is a font to embed; otherwise what is wrong and what to do. */
    String problem() {
        return pages.problem();
    }

    /** Letters of a report that the PDF cannot show; none where there is no font at all. */
    Collection<String> missing(ReportContent content) {
        return pages.missing(letters -> printable(content, letters));
    }

    private static ReportContent printable(ReportContent c, PdfPages.Letters letters) {
        ReportContent.Subject s = c.subject();
        return new ReportContent(c.no(), letters.of(c.issuer()), c.issuedAt(), letters.of(c.issuedBy()), c.validUntil(), letters.of(c.validity()), letters.of(c.purpose()),
                letters.of(c.reference()), new ReportContent.Subject(s.kind(), letters.of(s.kindLabel()), letters.of(s.name()), letters.of(s.code()), s.legacyCode(),
                letters.of(s.identity()), letters.of(s.post())), c.asOf(), letters.of(c.summary()), c.records().stream().map(line -> printable(line, letters)).toList(),
                c.repaired(), c.released(), letters.of(c.objection()));
    }

    private static ReportContent.Line printable(ReportContent.Line l, PdfPages.Letters letters) {
        return new ReportContent.Line(l.no(), letters.of(l.kind()), letters.of(l.breachClass()), letters.of(l.document()), letters.of(l.decision()), letters.of(l.standing()),
                l.objected(), letters.of(l.publication()), letters.of(l.terms()), letters.of(l.repair()));
    }
}
