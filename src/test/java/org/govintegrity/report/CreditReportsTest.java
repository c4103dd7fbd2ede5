package org.govintegrity.report;

import org.govintegrity.common.Sha256;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.ReadLog;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.StandingChange;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Reports are frozen, printed and told from what is not one. */
class CreditReportsTest extends ProcessTest {

    @Autowired
    private CreditReports reports;
    @Autowired
    private ReportFont font;
    @Autowired
    private CreditArchive archive;
    @Autowired
    private CreditSubjects subjects;
    @Autowired
    private ReadLog readings;
    @Autowired
    private TransactionTemplate transaction;

    @Test
    void aReportSaysWhatIsInUseAndCountsWhatIsPast() {
        String code = enterprise("91371003M0009TEXT1");   // like an early code, fails its check digit
        CreditRecord used = record(code, "认定为一般失信，责令三十日内兑现");
        CreditRecord objected = record(code, "罚款二十万元");
        change(objected, Standing.OBJECTED, "YY-1");
        change(record(code, "甲事项"), Standing.REPAIRED, "XF-1");
        change(record(code, "乙事项"), Standing.RELEASED, "ZZ-1");
        change(record(code, "丙事项"), Standing.WITHDRAWN, "CX-1");
        change(record(code, "丁事项"), Standing.PENDING, "FH-1");

        CreditReport report = issue(code);
        ReportContent content = report.content();
        assertThat(report.no()).matches("BG-2026-\\d{6}");
        assertThat(report.verifyCode()).matches("([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(report.validUntil()).isEqualTo(LocalDate.of(2026, 4, 1));
        assertThat(content.validity()).contains("2026年4月1日", "系统默认");
        assertThat(content.subject()).isEqualTo(new ReportContent.Subject("organisation", "企业和社会组织", "示例企业", code, true, null, null));
        assertThat(content.records()).extracting(ReportContent.Line::no).containsExactlyInAnyOrder(used.recordNo(), objected.recordNo());
        assertThat(content.records()).filteredOn(ReportContent.Line::objected).extracting(ReportContent.Line::no).containsExactly(objected.recordNo());
        ReportContent.Line line = content.records().stream().filter(l -> l.no().equals(used.recordNo())).findFirst().orElseThrow();
        assertThat(line.publication()).isEqualTo("公示期至2029年3月2日");
        assertThat(line.terms()).contains("自文书日期2026年3月2日起算", "使用至2031年3月2日", "信用信息修复管理办法");
        assertThat(line.repair()).contains("自2026年6月2日起");
        assertThat(content.repaired()).isEqualTo(1);
        assertThat(content.released()).isEqualTo(1);
        assertThat(content.summary()).contains("2条（一般2条）", "其中1条正在异议处理中", "已修复1条、期满解除1条");
        assertThat(snapshot(report)).doesNotContain("甲事项", "乙事项", "丙事项", "丁事项");
        assertThat(content.objection()).contains("3个工作日", "7个工作日", "山东省社会信用条例");
        assertThat(readings.of(SubjectKind.ORGANISATION, code, 1)).extracting(ReadLog.Reading::reader, ReadLog.Reading::purpose, ReadLog.Reading::ref)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("credit1", "2026年招标资格审查", report.no()));
    }

    @Test
    void beyondItsTermOfUseNotEvenANumberIsLeft() {
        String code = enterprise("11230500001755309F");
        change(record(code, "甲事项"), Standing.REPAIRED, "XF-2");
        record(code, "乙事项");
        moveClockTo(LocalDate.of(2031, 3, 3).atTime(9, 0));
        ReportContent content = issue(code).content();
        assertThat(content.records()).isEmpty();
        assertThat(content.repaired()).isZero();
        assertThat(content.summary()).contains("没有这个对象正在使用的失信记录。").doesNotContain("另有");
    }

    @Test
    void theHashIsThatOfTheStoredSnapshotAndAnAlteredOneIsNeverShown() {
        CreditReport report = issue(enterprise("91350200776049653A"));
        String snapshot = snapshot(report);
        assertThat(Sha256.hex(snapshot.getBytes(StandardCharsets.UTF_8))).isEqualTo(report.sha256());
        assertThat(reports.find(report.no())).contains(report);

        jdbc.sql("update credit_report set snapshot = ? where report_no = ?").params(snapshot.replace("招标", "贷款"), report.no()).update();
        CreditReport altered = reports.find(report.no()).orElseThrow();
        assertThat(altered.intact()).isFalse();
        assertThat(reports.verify(report.no(), report.verifyCode(), null).outcome()).isEqualTo(Verification.Outcome.DAMAGED);
        assertThatThrownBy(() -> reports.file(altered, ReportFormat.WORD)).isInstanceOf(Refusal.class).hasMessageContaining("校验值不符");
        jdbc.sql("update credit_report set snapshot = ? where report_no = ?").params(snapshot, report.no()).update();
    }

    @Test
    void whoHoldsThePaperHearsWhetherItIsGenuineInForceAndUnchanged() {
        String code = enterprise("913502000728319549");
        CreditReport report = issue(code);
        Verification genuine = reports.verify(" " + report.no().toLowerCase() + " ", report.verifyCode().toLowerCase().replace("-", " "), null);
        assertThat(genuine).isEqualTo(new Verification(Verification.Outcome.GENUINE, report.no(), report.issuedAt(), report.content().issuer(), "示例企业",
                report.validUntil(), true, false, report.sha256(), null));

        String wrong = (report.verifyCode().startsWith("2") ? "3" : "2") + report.verifyCode().substring(1);
        assertThat(reports.verify(report.no(), wrong, null)).isEqualTo(reports.verify("BG-2026-999999", report.verifyCode(), null))
                .isEqualTo(Verification.of(Verification.Outcome.NOT_GENUINE));

        CreditRecord later = record(code, "签发以后的记录");
        assertThat(reports.verify(report.no(), report.verifyCode(), null).changed()).isTrue();
        assertThat(reports.verify(report.no(), report.verifyCode(), null).toString()).doesNotContain("签发以后的记录", later.recordNo());

        moveClockTo(LocalDate.of(2026, 4, 1).atTime(23, 59));
        assertThat(reports.verify(report.no(), report.verifyCode(), null).valid()).isTrue();
        moveClockTo(LocalDate.of(2026, 4, 2).atStartOfDay());
        assertThat(reports.verify(report.no(), report.verifyCode(), null).valid()).isFalse();
    }

    @Test
    void aRepairAfterIssueIsAChangeToo() {
        String code = enterprise("1134160073302996XP");
        CreditRecord record = record(code, "认定为一般失信");
        CreditReport report = issue(code);
        assertThat(reports.verify(report.no(), report.verifyCode(), null).changed()).isFalse();
        change(record, Standing.REPAIRED, "XF-3");
        assertThat(reports.verify(report.no(), report.verifyCode(), null).changed()).isTrue();
    }

    @Test
    void aPersonsNameIsMaskedAndTheIdentityNumberNeverWhole() {
        String person = "caizhengju2";
        String name = registry.person(person).name();
        jdbc.sql("update credit_subject set identity_key = null, identity_cipher = null").update();   // those of other tests
        transaction.executeWithoutResult(s -> {
            subjects.identify(person, name, IdentityNumber.of("11010519491231002X"));
            archive.record(ReportSamples.breach(SubjectKind.PERSON, person, "个人事项"), name, "credit1");
        });
        CreditReport report = reports.issue(SubjectKind.PERSON, person, "人事招聘", "", "credit1");
        assertThat(report.content().subject().identity()).startsWith("110*").endsWith("2X").doesNotContain("1949");
        assertThat(snapshot(report)).doesNotContain("11010519491231002X");
        assertThat(report.content().records()).isNotEmpty().allSatisfy(line -> assertThat(line.publication()).isEqualTo("个人记录，不公开"));
        assertThat(reports.verify(report.no(), report.verifyCode(), null).subject()).isEqualTo(name.charAt(0) + "*".repeat(name.length() - 1));
        reports.noteReading(report, "leader1");
        assertThat(readings.of(SubjectKind.PERSON, person, 2)).extracting(ReadLog.Reading::reader).containsExactly("leader1", "credit1");
        assertThat(readings.of(SubjectKind.PERSON, person, 2)).extracting(ReadLog.Reading::ref).containsOnly(report.no());
    }

    @Test
    void withoutPurposeOrSubjectThereIsNoReportAndNoNumberIsLost() {
        String first = issue(enterprise("91440101MA5CJQ4N59")).no();
        assertThatThrownBy(() -> reports.issue(SubjectKind.UNIT, "caizhengju", " ", null, "credit1")).isInstanceOf(Refusal.class).hasMessageContaining("用途");
        assertThatThrownBy(() -> reports.issue(SubjectKind.UNIT, "caizhengju", "用".repeat(201), null, "credit1")).isInstanceOf(Refusal.class).hasMessageContaining("200字");
        assertThatThrownBy(() -> reports.issue(SubjectKind.UNIT, "nosuchunit", "考核", null, "credit1")).isInstanceOf(Refusal.class).hasMessageContaining("不能出具报告");
        String next = reports.issue(SubjectKind.UNIT, "caizhengju", "考核", null, "credit1").no();
        assertThat(Integer.parseInt(next.substring(8))).isEqualTo(Integer.parseInt(first.substring(8)) + 1);
    }

    @Test
    void theWordReportHasItsFieldsPagesAndCode() throws Exception {
        String code = enterprise("91350203MA31XXW31H");
        record(code, "认定为一般失信{{draft}}𠮷");
        CreditReport report = issue(code);
        byte[] word = reports.file(report, ReportFormat.WORD);
        assertThat(ReportSamples.wordText(word)).contains("信用报告", report.no(), report.verifyCode(), report.sha256(), "示例企业", code, "2026年招标资格审查",
                "认定为一般失信{{draft}}𠮷", "自2026年6月2日起", "3个工作日", "HC-2026-000001", "（印章）");
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(word))) {
            String footer = document.getFooterList().get(0)._getHdrFtr().xmlText();
            assertThat(footer).contains(" PAGE ", " NUMPAGES ", report.no(), report.verifyCode());
            assertThat(ReportSamples.decode(document.getAllPictures().get(0).getData())).isEqualTo(report.no() + " " + report.verifyCode());
        }
        assertThat(reports.file(report, ReportFormat.WORD)).as("the same bytes each time").isEqualTo(word);
        assertTold(report, word);
    }

    @Test
    void thePdfHasItsTextPagesFontAndCode() throws Exception {
        if (!"required".equals(System.getenv("SUPERVISION_FONT"))) {
            assumeThat(font.problem()).as("a Chinese TrueType font on this machine").isNull();
        }
        String code = enterprise("123502001549897397");
        for (int i = 1; i <= 12; i++) {
            record(code, "第" + i + "件，认定为一般失信𠮷，“十日内”兑现—完");
        }
        CreditReport report = issue(code);
        byte[] pdf = reports.file(report, ReportFormat.PDF);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(2);
            PDFTextStripper stripper = new PDFTextStripper();
            for (int page = 1; page <= pages; page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(document)).contains("第" + page + "页，共" + pages + "页", report.no(), report.verifyCode());
            }
            String text = ReportSamples.pdfText(pdf).replaceAll("\\R", "");
            assertThat(text).contains("信用报告", "示例企业", code, "2026年招标资格审查", "12条", "“十日内”兑现—完", "3个工作日", report.sha256().substring(0, 32),
                    "〔U+20BB7〕", "所用字体缺少下列字").doesNotContain("#").doesNotContain("\uFFFD");
            Set<String> fonts = new TreeSet<>();
            PDImageXObject qr = null;
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont one = page.getResources().getFont(name);
                    fonts.add(one.getName());
                    assertThat(one.isEmbedded()).as(one.getName()).isTrue();
                    assertThat(one.getName()).as("cut down to the letters used").matches("[A-Z]{6}\\+.+");
                }
                for (COSName name : page.getResources().getXObjectNames()) {
                    qr = page.getResources().getXObject(name) instanceof PDImageXObject picture ? picture : qr;
                }
            }
            assertThat(fonts).hasSize(2);
            assertThat(ReportSamples.decode(qr.getImage())).isEqualTo(report.no() + " " + report.verifyCode());
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("信用报告 " + report.no());
        }
        assertThat(pdf.length).isLessThan(200_000);
        assertThat(reports.file(report, ReportFormat.PDF)).as("the same bytes each time").isEqualTo(pdf);
        assertTold(report, pdf);
    }

    /** The very file is told from one with a single byte changed, and from one of another report. */
    private void assertTold(CreditReport report, byte[] file) {
        assertThat(reports.verify(report.no(), report.verifyCode(), file).file()).isEqualTo(new Verification.FileCheck(true, Sha256.hex(file)));
        byte[] altered = file.clone();
        altered[altered.length / 2] ^= 1;
        assertThat(reports.verify(report.no(), report.verifyCode(), altered).file().issued()).isFalse();
        CreditReport other = reports.issue(report.kind(), report.subjectId(), "另一用途", null, "credit1");
        assertThat(reports.verify(other.no(), other.verifyCode(), file).file().issued()).isFalse();
    }

    @Test
    void codesAreReadAsPeopleTypeThem() {
        assertThat(VerifyCode.same("0123-ABCD-1111-0000", "o123 abcd–IlL1 OOoo")).isTrue();
        assertThat(VerifyCode.same("0123-ABCD-1111-0000", "0123-ABCD-1111-000")).isFalse();
        assertThat(VerifyCode.same("0123-ABCD-1111-0000", "")).isFalse();
    }

    /** Each test has an enterprise of its own: what other tests wrote does not show. */
    private String enterprise(String code) {
        return transaction.execute(s -> subjects.openOrganisation(CreditCode.of(code), "示例企业")).subjectId();
    }

    private CreditReport issue(String code) {
        return reports.issue(SubjectKind.ORGANISATION, code, "2026年招标资格审查", "HC-2026-000001", "credit1");
    }

    private CreditRecord record(String code, String decision) {
        NewRecord entry = ReportSamples.breach(SubjectKind.ORGANISATION, code, decision);
        return transaction.execute(s -> archive.record(entry, "示例企业", "credit1"));
    }

    private void change(CreditRecord record, Standing standing, String ref) {
        transaction.executeWithoutResult(s -> archive.event(new StandingChange(record.recordNo(), ref + record.recordNo(), standing,
                record.documentDate(), ref, standing.label), "credit1"));
    }

    private String snapshot(CreditReport report) {
        return jdbc.sql("select snapshot from credit_report where report_no = ?").param(report.no()).query(String.class).single();
    }
}
