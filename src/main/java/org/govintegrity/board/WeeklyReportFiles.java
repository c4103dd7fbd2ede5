package org.govintegrity.board;

import com.deepoove.poi.data.Rows;
import com.deepoove.poi.data.TableRenderData;
import com.deepoove.poi.data.Tables;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.papers.Paper;
import org.govintegrity.papers.PaperTemplates;
import org.govintegrity.papers.SteadyWord;
import org.govintegrity.report.PdfPages;
import org.springframework.stereotype.Component;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A weekly report as Word, from the template {@code weekly-report.docx}, and as PDF, from the page {@code board-report-pdf.html}. */
@Component
public class WeeklyReportFiles {

    private static final String TITLE = "政务诚信监督看板周报";

    private final PaperTemplates templates;
    private final PdfPages pdf;

    WeeklyReportFiles(PaperTemplates templates, PdfPages pdf) {
        this.templates = templates;
        this.pdf = pdf;
    }

    /** Null if PDFs can be made; otherwise what is wrong and what to do. */
    public String pdfProblem() {
        return pdf.problem();
    }

    /** The same report by the same template gives the same bytes. */
    public byte[] word(WeeklyReport report) {
        WeeklyReport.Content c = report.content();
        Map<String, Object> values = new HashMap<>();
        values.put("docNo", report.no());
        values.put("caseNo", report.no());
        values.put("issuer", c.issuer());
        values.put("date", ChineseDates.date(report.madeAt().toLocalDate()));
        values.put("draft", "");
        values.put("range", WeeklyReports.range(report));
        values.put("summary", c.summary());
        values.put("changes", c.changes());
        values.put("ladder", c.ladder());
        values.put("complaints", c.complaints());
        values.put("sha256", report.sha256());
        values.put("units", table(List.of("单位", "超期", "临期", "在办", "办结", "按期率"), c.units().stream().map(line -> List.of(line.name(), number(line.late()), number(line.near()),
                number(line.running()), number(line.done()), line.rate())).toList()));
        values.put("clauses", table(List.of("条款", "超期", "临期", "在办", "办结"), c.clauses().stream().map(line -> List.of(line.label(), number(line.late()), number(line.near()),
                number(line.running()), number(line.done()))).toList()));
        values.put("late", table(List.of("案号", "任务", "单位", "办理期限", "超期天数"), c.late().stream().map(line -> List.of(line.caseNo(), line.task(), line.unit(),
                ChineseDates.date(line.due()), String.valueOf(line.days()))).toList()));
        return SteadyWord.of(templates.render(Paper.WEEKLY_REPORT, values), report.madeAt());
    }

    /** The same report with the same font gives the same bytes. @throws Refusal (unprocessable) saying what to install, if there is no font to embed */
    public byte[] pdf(WeeklyReport report) {
        WeeklyReport.Content c = report.content();
        return pdf.render("board-report-pdf", new PdfPages.About(TITLE + " " + report.no(), c.issuer(), report.madeAt(), report.sha256()), letters -> {
            Map<String, Object> values = new HashMap<>();
            values.put("no", report.no());
            values.put("title", TITLE);
            values.put("range", WeeklyReports.range(report));
            values.put("issuer", letters.of(c.issuer()));
            values.put("issued", ChineseDates.date(report.madeAt().toLocalDate()));
            values.put("summary", letters.of(c.summary()));
            values.put("changes", letters.of(c.changes()));
            values.put("ladder", letters.of(c.ladder()));
            values.put("complaints", letters.of(c.complaints()));
            values.put("units", c.units().stream().map(l -> new WeeklyReport.UnitLine(letters.of(l.name()), l.late(), l.near(), l.running(), l.done(), l.rate())).toList());
            values.put("clauses", c.clauses().stream().map(l -> new WeeklyReport.ClauseLine(letters.of(l.label()), l.late(), l.near(), l.running(), l.done())).toList());
            values.put("late", c.late().stream().map(l -> Map.of("caseNo", l.caseNo(), "task", letters.of(l.task()), "unit", letters.of(l.unit()), "due", ChineseDates.date(l.due()),
                    "days", l.days())).toList());
            values.put("sha256", report.sha256());
            values.put("missing", letters.missing());
            return values;
        });
    }

    private static String number(int count) {
        return count == 0 ? "" : String.valueOf(count);
    }

    /** A table without rows says so. */
    private static TableRenderData table(List<String> headings, List<List<String>> rows) {
        Tables.TableBuilder table = Tables.ofA4Width().addRow(Rows.of(headings.toArray(String[]::new)).textBold().create());
        rows.forEach(row -> table.addRow(Rows.of(row.toArray(String[]::new)).create()));
        if (rows.isEmpty()) {
            String[] none = new String[headings.size()];
            Arrays.fill(none, "");
            none[0] = "没有";
            table.addRow(Rows.of(none).create());
        }
        return table.create();
    }
}
