package org.govintegrity.report;

import com.deepoove.poi.data.PictureType;
import com.deepoove.poi.data.Pictures;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.papers.Paper;
import org.govintegrity.papers.PaperTemplates;
import org.govintegrity.papers.SteadyWord;
import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A report as Word, from the template {@code credit-report.docx}. */
@Component
class ReportWord {

    private static final double QR_CENTIMETRES = 3.2;

    private final PaperTemplates templates;

    ReportWord(PaperTemplates templates) {
        this.templates = templates;
    }

    /** The same report by the same template gives the same bytes. */
    byte[] render(CreditReport report, String link) {
        ReportContent content = report.content();
        ReportContent.Subject subject = content.subject();
        Map<String, Object> values = new HashMap<>();
        values.put("docNo", content.no());
        values.put("issuer", content.issuer());
        values.put("date", ChineseDates.date(content.issuedAt().toLocalDate()));
        values.put("caseNo", content.reference() == null ? "无" : content.reference());
        values.put("subject", subject.name() + (subject.post() == null ? "" : "（" + subject.post() + "）"));
        values.put("code", subject.isPerson() ? subject.identity() == null ? "未登记" : subject.identity()
                : subject.code() == null ? "未登记" : subject.code() + (subject.legacyCode() ? "（旧码，校验位不符，真实有效）" : ""));
        values.put("purpose", content.purpose());
        values.put("asOf", ChineseDates.date(content.asOf()));
        values.put("summary", content.summary());
        values.put("records", content.records().isEmpty() ? "没有。" : IntStream.range(0, content.records().size())
                .mapToObj(i -> record(i + 1, content.records().get(i))).collect(Collectors.joining("\n")));
        values.put("objection", content.objection());
        values.put("validUntil", ChineseDates.date(content.validUntil()));
        values.put("verify", link.startsWith("http") ? "扫描二维码，或者打开" + link.substring(0, link.indexOf('?')) + "输入编号和核验码。" : "在本系统的“报告核验”页输入编号和核验码。");
        values.put("verifyCode", report.verifyCode());
        values.put("sha256", report.sha256());
        values.put("qr", Pictures.ofBytes(QrCode.png(link), PictureType.PNG).sizeInCm(QR_CENTIMETRES, QR_CENTIMETRES).altMeta("核验二维码").create());
        return SteadyWord.of(templates.render(Paper.CREDIT_REPORT, values), content.issuedAt());
    }

    private static String record(int number, ReportContent.Line line) {
        return String.join("\n", List.of(number + ". " + line.no() + "　" + line.kind() + "，" + line.breachClass() + "，" + line.standing()
                        + (line.objected() ? "（有异议，尚未处理完毕）" : ""), "文书：" + line.document(), "内容：" + line.decision(), "公示：" + line.publication(),
                "期限：" + line.terms(), "修复：" + line.repair()));
    }
}
