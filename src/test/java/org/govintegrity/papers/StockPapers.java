package org.govintegrity.papers;

import org.apache.poi.wp.usermodel.HeaderFooterType;
import org.apache.poi.xwpf.usermodel.ParagraphAlignment;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTPageMar;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSectPr;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTSimpleField;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Makes the templates that come with the application, in the manner of GB/T 9704: 标题小标宋二号, 正文仿宋三号, A4. */
final class StockPapers {

    private static final Map<Paper, List<String>> TEXTS = Map.of(
            Paper.INSPECTION_NOTICE, List.of("{{unit}}：", "根据《{{authority}}》（批准人：{{approver}}），决定对你单位开展“{{title}}”。现将有关事项通知如下。",
                    "一、检查期间：{{period}}。", "二、依据条款：{{clauses}}。", "三、检查组：{{team}}。", "四、检查事项：", "{{items}}",
                    "请做好准备，如实提供情况和材料，并按期提交自查报告。认为检查组人员应当回避的，请及时提出。"),
            Paper.FACT_SHEET, List.of("{{unit}}：", "在“{{title}}”中查明下列事实，请核对：", "{{facts}}", "受检单位意见：{{answer}}",
                    "认为与事实不符的，可以不予签字并说明理由。逾期未签的，视为送达。", "受检单位负责人（签字）：　　　　　　　　　　年　　月　　日"),
            Paper.CONCLUSION, List.of("{{unit}}：", "“{{title}}”已经结束，检查结论如下。", "{{conclusion}}", "严重程度：{{severity}}。", "问题清单：", "{{problems}}",
                    "对结论有异议的，可以自收到之日起三十日内（{{reviewUntil}}前）申请复核（《政府督查工作条例》第十七条）。复核期间不停止整改。"),
            Paper.RECTIFICATION_NOTICE, List.of("{{unit}}：", "“{{title}}”中发现的下列事项，请逐项确定责任人、措施和完成日期，按期整改并报告：", "{{items}}",
                    "逾期不整改或者整改未通过的，依照规定处理。"),
            Paper.BREACH_PROPOSAL, List.of("{{unit}}：", "拟对你单位作出失信认定，现将有关情况告知如下。", "一、事实：{{facts}}", "二、依据文书：{{document}}",
                    "三、种类和等级：{{kind}}，{{class}}。", "四、认定依据：{{basis}}。", "五、拟采取的措施：{{measures}}。",
                    "你单位有权陈述和申辩，请于{{defenceUntil}}前提出。陈述申辩不会加重认定。逾期未提出的，视为放弃。"),
            Paper.BREACH_DECISION, List.of("{{unit}}：", "经调查核实、听取陈述申辩和审核，决定如下。", "一、事实：{{facts}}", "二、依据文书：{{document}}",
                    "三、种类和等级：{{kind}}，{{class}}。", "四、认定依据：{{basis}}。", "五、措施：{{measures}}。", "六、对陈述申辩的处理：{{reasons}}",
                    "对本决定不服的，可以于{{appealUntil}}前申请复核；复核期间不停止执行。已经纠正并符合条件的，可以申请信用修复。"),
            Paper.ACCOUNTABILITY_LETTER, List.of("{{recipient}}：", "现将{{unit}}有关责任建议移送贵单位。", "一、当事人：{{person}}。", "二、事实：{{facts}}",
                    "三、证据：", "{{evidence}}", "四、依据：{{rule}}。", "五、情节：{{circumstances}}", "六、建议：{{suggestion}}",
                    "是否处理、如何处理由贵单位依规依纪依法决定，处理结果请及时回复。"),
            Paper.CREDIT_REPORT, List.of("主体：{{subject}}", "统一社会信用代码或者身份号码：{{code}}", "用途：{{purpose}}（仅供此用途使用）", "截至日期：{{asOf}}",
                    "一、总体情况", "{{summary}}", "二、正在使用的记录", "{{records}}", "三、异议", "{{objection}}", "四、核验",
                    "本报告有效期至{{validUntil}}。核验码：{{verifyCode}}。{{verify}}", "内容校验值（SHA-256）：{{sha256}}", "{{@qr}}"),
            Paper.EVALUATION_REPORT, List.of("{{year}}年度政务诚信考核评价已经完成，现将情况报告如下。", "一、评价依据和期间", "依据{{basis}}，指标版本{{version}}，评价期间{{period}}。",
                    "二、总体情况", "{{summary}}", "各等次：{{grades}}。", "三、各条款得分率", "{{#clauses}}", "四、得分和排名", "{{#ranking}}",
                    "指标文本校验值（SHA-256）：{{sha256}}。得分可以由冻结的指标、数据和评分重新计算核对。"),
            Paper.WEEKLY_REPORT, List.of("现将{{range}}政务诚信监督情况报告如下。", "一、总体情况", "{{summary}}", "二、本周变化", "{{changes}}", "三、督办和投诉", "{{ladder}}", "{{complaints}}",
                    "四、各单位情况", "{{#units}}", "五、各条款情况", "{{#clauses}}", "六、超期最久的任务", "{{#late}}", "内容校验值（SHA-256）：{{sha256}}。"));

    private StockPapers() {
    }

    static byte[] make(Paper paper) throws IOException {
        try (XWPFDocument document = new XWPFDocument(); ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            page(document);
            text(document, ParagraphAlignment.CENTER, "宋体", 22, true, paper.title);
            text(document, ParagraphAlignment.CENTER, "仿宋", 16, false, "{{docNo}}");
            text(document, ParagraphAlignment.CENTER, "仿宋", 16, true, "{{draft}}");
            List<String> lines = TEXTS.get(paper);
            for (int i = 0; i < lines.size(); i++) {
                XWPFParagraph paragraph = text(document, ParagraphAlignment.BOTH, "仿宋", 16, false, lines.get(i));
                if (i > 0) {
                    paragraph.setIndentationFirstLine(640);   // two characters of 16 points
                }
            }
            text(document, ParagraphAlignment.LEFT, "仿宋", 16, false, "");
            text(document, ParagraphAlignment.RIGHT, "仿宋", 16, false, "{{issuer}}（印章）").setIndentationRight(640);
            text(document, ParagraphAlignment.RIGHT, "仿宋", 16, false, "{{date}}").setIndentationRight(1280);
            if (paper == Paper.CREDIT_REPORT) {
                text(document, ParagraphAlignment.LEFT, "仿宋", 12, false, "相关编号：{{caseNo}}");
                pageNumbers(document);
            } else {
                text(document, ParagraphAlignment.LEFT, "仿宋", 12, false, "案件编号：{{caseNo}}");
            }
            document.write(out);
            return out.toByteArray();
        }
    }

    /** 第1页，共2页, counted by Word itself, with what tells one report's sheets from another's. */
    private static void pageNumbers(XWPFDocument document) {
        XWPFParagraph footer = document.createFooter(HeaderFooterType.DEFAULT).createParagraph();
        footer.setAlignment(ParagraphAlignment.CENTER);
        run(footer, "仿宋", 10, false, "{{docNo}}　核验码{{verifyCode}}　第");
        number(footer, "PAGE");
        run(footer, "仿宋", 10, false, "页，共");
        number(footer, "NUMPAGES");
        run(footer, "仿宋", 10, false, "页");
    }

    private static void number(XWPFParagraph paragraph, String field) {
        CTSimpleField simple = paragraph.getCTP().addNewFldSimple();
        simple.setInstr(" " + field + " ");
        simple.addNewR().addNewT().setStringValue("1");   // until Word counts
    }

    private static void page(XWPFDocument document) {
        CTSectPr section = document.getDocument().getBody().addNewSectPr();
        section.addNewPgSz().setW(BigInteger.valueOf(11906));
        section.getPgSz().setH(BigInteger.valueOf(16838));
        CTPageMar margins = section.addNewPgMar();
        margins.setTop(BigInteger.valueOf(2098));      // 37 mm
        margins.setBottom(BigInteger.valueOf(1984));   // 35 mm
        margins.setLeft(BigInteger.valueOf(1588));     // 28 mm
        margins.setRight(BigInteger.valueOf(1474));    // 26 mm
    }

    private static XWPFParagraph text(XWPFDocument document, ParagraphAlignment alignment, String font, int size, boolean bold, String text) {
        XWPFParagraph paragraph = document.createParagraph();
        paragraph.setAlignment(alignment);
        paragraph.setSpacingBetween(1.4);
        run(paragraph, font, size, bold, text);
        return paragraph;
    }

    private static void run(XWPFParagraph paragraph, String font, int size, boolean bold, String text) {
        XWPFRun run = paragraph.createRun();
        run.setFontFamily(font);
        run.setFontFamily(font, XWPFRun.FontCharRange.eastAsia);
        run.setFontSize(size);
        run.setBold(bold);
        run.setText(text);
    }
}
