package org.govintegrity.report;

import org.govintegrity.common.Sha256;
import org.govintegrity.casefile.CaseNumbers;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.ReadLog;
import org.govintegrity.credit.SubjectKind;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.UriComponentsBuilder;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Issues reports, gives them out as files, and says of a paper whether it is genuine. Who may have which is for the callers. */
@Service
public class CreditReports {

    /** Characters of purpose and of reference at most. */
    private static final int PURPOSE = 200;
    private static final int REFERENCE = 40;

    private final ReportStore store;
    private final ReportDrafting drafting;
    private final ReportPdf pdf;
    private final ReportWord word;
    private final ReadLog readings;
    private final CaseNumbers numbers;
    private final Clock clock;
    private final String baseUrl;

    CreditReports(ReportStore store, ReportDrafting drafting, ReportPdf pdf, ReportWord word, ReadLog readings, CaseNumbers numbers, Clock clock,
                  @Value("${supervision.base-url:}") String baseUrl) {
        this.store = store;
        this.drafting = drafting;
        this.pdf = pdf;
        this.word = word;
        this.readings = readings;
        this.numbers = numbers;
        this.clock = clock;
        this.baseUrl = baseUrl.strip().replaceAll("/+$", "");
    }

    /**
     * @param reference number of the credit check or matter it is for; may be null or blank
     * @param by        who asks: a person's id
     * @throws Refusal (invalid) without a purpose or where a text is too long; (not found) for a subject nobody knows
     */
    @Transactional
    public CreditReport issue(SubjectKind kind, String subjectId, String purpose, String reference, String by) {
        String purposeText = purpose == null ? "" : purpose.strip();
        String referenceText = reference == null || reference.isBlank() ? null : reference.strip();
        if (purposeText.isEmpty()) {
            throw Refusal.invalid("请写明报告的用途，例如：2026年度评先选优。用途印在报告上，并记入查阅记录。");
        }
        if (purposeText.length() > PURPOSE || referenceText != null && referenceText.length() > REFERENCE) {
            throw Refusal.invalid("用途最多" + PURPOSE + "字，相关编号最多" + REFERENCE + "字，请缩短。");
        }
        ReportContent content = drafting.draft(numbers.next("BG", 6), kind, subjectId, purposeText, referenceText, by)
                .orElseThrow(() -> Refusal.notFound("信用档案和名录中都没有这个对象，不能出具报告。请核对代码或者账号。"));
        CreditReport report = store.add(content, kind, subjectId, by);
        readings.note(kind, subjectId, by, purposeText, report.no());
        return report;
    }

    @Transactional(readOnly = true)
    public Optional<CreditReport> find(String no) {
        return store.find(no);
    }

    /** Reports a person had issued, newest first. */
    @Transactional(readOnly = true)
    public List<CreditReport> issuedBy(String person, int limit) {
        return store.issuedBy(person, limit);
    }

    /** Notes that somebody read a report again; a person's report is a look into that person's file. */
    @Transactional
    public void noteReading(CreditReport report, String reader) {
        if (report.kind() == SubjectKind.PERSON) {
            readings.note(report.kind(), report.subjectId(), reader, report.purpose(), report.no());
        }
    }

    /**
     * The report as a file. What goes out is remembered by its hash, so that an altered file can be told later.
     *
     * @throws Refusal (unprocessable) if the stored report was altered, or a PDF is wanted and no font is there to embed
     */
    public byte[] file(CreditReport report, ReportFormat format) {
        if (!report.intact()) {
            throw Refusal.unprocessable("报告" + report.no() + "的底本与签发时的校验值不符，不再提供下载。请告诉管理员，并重新出具一份报告。");
        }
        byte[] file = switch (format) {
            case PDF -> pdf.render(report, link(report));
            case WORD -> word.render(report, link(report));
        };
        store.noteFile(report.no(), format, Sha256.hex(file), now());
        return file;
    }

    /** What the QR code holds: where to verify, or number and code alone where the application has no public address. */
    String link(CreditReport report) {
        return linked() ? UriComponentsBuilder.fromUriString(baseUrl).path("/verify").queryParam("no", report.no())
                .queryParam("code", report.verifyCode()).encode().toUriString() : report.no() + " " + report.verifyCode();
    }

    /** Whether the QR code leads to the page that verifies. */
    public boolean linked() {
        return !baseUrl.isEmpty();
    }

    /** Null if PDFs can be made; otherwise why not and what the administrator has to do. */
    public String pdfProblem() {
        return pdf.problem();
    }

    /** Letters of the report that its PDF shows as a number only, because no font has them. */
    public Collection<String> missingLetters(CreditReport report) {
        return report.intact() ? pdf.missing(report.content()) : List.of();
    }

    /**
     * @param file what the holder got as a file; null if there is none
     * @return the same answer for an unknown number and a wrong code
     */
    @Transactional(readOnly = true)
    public Verification verify(String no, String code, byte[] file) {
        CreditReport report = store.find(no.strip().toUpperCase(Locale.ROOT)).filter(r -> VerifyCode.same(r.verifyCode(), code)).orElse(null);
        if (report == null) {
            return Verification.of(Verification.Outcome.NOT_GENUINE);
        }
        if (!report.intact()) {
            return Verification.of(Verification.Outcome.DAMAGED);
        }
        ReportContent content = report.content();
        boolean changed = drafting.draft(no, report.kind(), report.subjectId(), report.purpose(), null, report.issuedBy())
                .filter(content::saysTheSameAs).isEmpty();
        String subject = report.kind() == SubjectKind.PERSON ? masked(content.subject().name()) : content.subject().name();
        String hash = file == null ? null : Sha256.hex(file);
        return new Verification(Verification.Outcome.GENUINE, report.no(), report.issuedAt(), content.issuer(), subject, report.validUntil(),
                !LocalDate.now(clock).isAfter(report.validUntil()), changed, report.sha256(),
                hash == null ? null : new Verification.FileCheck(store.wentOut(report.no(), hash), hash));
    }

    /** {@code 欧阳娜} as {@code 欧**}. */
    private static String masked(String name) {
        int first = name.offsetByCodePoints(0, 1);
        return name.substring(0, first) + "*".repeat(Math.max(1, name.codePointCount(first, name.length())));
    }

    private LocalDateTime now() {
        return LocalDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
    }
}
