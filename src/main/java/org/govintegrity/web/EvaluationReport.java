package org.govintegrity.web;

import com.deepoove.poi.data.RowRenderData;
import com.deepoove.poi.data.Rows;
import com.deepoove.poi.data.TableRenderData;
import com.deepoove.poi.data.Tables;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.evaluation.EvaluationReading;
import org.govintegrity.evaluation.EvaluationReading.Line;
import org.govintegrity.evaluation.EvaluationReading.Progress;
import org.govintegrity.evaluation.EvaluationReading.Year;
import org.govintegrity.evaluation.RuleSet;
import org.govintegrity.papers.Paper;
import org.govintegrity.papers.PaperTemplates;
import org.govintegrity.papers.SteadyWord;
import org.govintegrity.report.PdfPages;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The year's report as Word, from the template {@code evaluation-report.docx}, and as PDF, from the page {@code evaluation-pdf.html}. */
@Component
class EvaluationReport {

    private final EvaluationReading reading;
    private final EvaluationDesk desk;
    private final PaperTemplates templates;
    private final PdfPages pdf;

    EvaluationReport(EvaluationReading reading, EvaluationDesk desk, PaperTemplates templates, PdfPages pdf) {
        this.reading = reading;
        this.desk = desk;
        this.templates = templates;
        this.pdf = pdf;
    }

    /** @param percent mean over the units that have items of it */
    public record ClauseLine(String label, int units, int percent) {
    }

    /** @param vetoes joined; empty for none */
    public record RankLine(String place, String name, String total, String grade, String vetoes) {
    }

    /** @param at when the ranking was made: the report says what was then */
    record Content(Year year, RuleSet rules, LocalDateTime at, String period, String summary, String grades, List<ClauseLine> clauses, List<RankLine> ranking) {
    }

    /** @throws Refusal (conflict) before there is a ranking */
    private Content content(String caseNo) {
        Year year = desk.read(caseNo);
        desk.requireAll(year);
        if (year.rankedAt() == null) {
            throw Refusal.conflict("各单位终评得分还没有全部作出，不能生成年度报告。请在排名作出后再下载。");
        }
        List<Line> lines = new ArrayList<>();
        reading.eachLine(caseNo, lines::add);
        List<Line> ranked = lines.stream().filter(line -> line.unit().place() != null && line.score() != null).toList();
        Progress progress = reading.progress(caseNo);
        BigDecimal mean = ranked.isEmpty() ? BigDecimal.ZERO : ranked.stream().map(line -> line.score().total()).reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(ranked.size()), 2, RoundingMode.HALF_UP);
        String summary = "参评单位" + progress.units() + "个，其中" + ranked.size() + "个参加排名" + (progress.left() > 0 ? "，" + progress.left() + "个中途退出" : "") + "。平均"
                + mean + "分" + (ranked.isEmpty() ? "" : "，最高" + ranked.get(0).score().total() + "分，最低" + ranked.get(ranked.size() - 1).score().total() + "分") + "。"
                + (progress.objected() > 0 ? progress.objected() + "个单位对初评提出异议。" : "没有单位对初评提出异议。");
        String grades = reading.grades(caseNo).stream().map(grade -> grade.label() + grade.units() + "个").collect(Collectors.joining("，"));
        return new Content(year, desk.rules(year), year.rankedAt(), ChineseDates.date(year.periodFrom()) + "至" + ChineseDates.date(year.periodTo()), summary, grades,
                clauses(desk.heatMap(year, ranked)), lines.stream().filter(line -> line.score() != null || line.unit().left()).map(EvaluationReport::rank).toList());
    }

    private static List<ClauseLine> clauses(EvaluationDesk.HeatMap heat) {
        List<ClauseLine> lines = new ArrayList<>();
        for (int i = 0; i < heat.clauses().size(); i++) {
            int column = i;
            List<Integer> percents = heat.rows().stream().map(row -> row.cells().get(column).percent()).filter(percent -> percent != null).toList();
            if (!percents.isEmpty()) {
                lines.add(new ClauseLine(heat.labels().get(heat.clauses().get(i)), percents.size(),
                        (int) Math.round(percents.stream().mapToInt(percent -> percent).average().orElseThrow())));
            }
        }
        return lines;
    }

    private static RankLine rank(Line line) {
        return line.unit().left() ? new RankLine("—", line.unit().unitName(), "—", "退出", line.unit().leftReason())
                : new RankLine(line.unit().place() == null ? "" : line.unit().place().toString(), line.unit().unitName(), line.score().total().toPlainString(), line.score().gradeLabel(),
                String.join("；", line.score().vetoLines()));
    }

    /** The same year by the same template gives the same bytes. */
    byte[] word(String caseNo) {
        Content c = content(caseNo);
        Map<String, Object> values = new HashMap<>();
        values.put("docNo", caseNo);
        values.put("issuer", templates.settings().issuer());
        values.put("date", ChineseDates.date(c.at().toLocalDate()));
        values.put("draft", c.year().approved() ? "" : "（未经批准，内部使用）");
        values.put("caseNo", caseNo);
        values.put("year", String.valueOf(c.year().evalYear()));
        values.put("period", c.period());
        values.put("version", c.rules().version());
        values.put("basis", c.rules().basis());
        values.put("summary", c.summary());
        values.put("grades", c.grades());
        values.put("sha256", c.year().rulesSha256());
        values.put("clauses", table(List.of("条款", "涉及单位数", "平均得分率"), c.clauses().stream().map(line -> List.of(line.label(), String.valueOf(line.units()), line.percent() + "%")).toList()));
        values.put("ranking", table(List.of("名次", "单位", "总分", "等次", "备注"),
                c.ranking().stream().map(line -> List.of(line.place(), line.name(), line.total(), line.grade(), line.vetoes())).toList()));
        return SteadyWord.of(templates.render(Paper.EVALUATION_REPORT, values), c.at());
    }

    private static TableRenderData table(List<String> headings, List<List<String>> rows) {
        Tables.TableBuilder table = Tables.ofA4Width().addRow(Rows.of(headings.toArray(String[]::new)).textBold().create());
        rows.forEach(row -> table.addRow(row(row)));
        return table.create();
    }

    private static RowRenderData row(List<String> texts) {
        return Rows.of(texts.toArray(String[]::new)).create();
    }

    /** The same year with the same font gives the same bytes. @throws Refusal (unprocessable) saying what to install, if there is no font to embed */
    byte[] pdf(String caseNo) {
        Content c = content(caseNo);
        return pdf.render("evaluation-pdf", new PdfPages.About(c.year().evalYear() + "年度政务诚信考核评价报告 " + caseNo, templates.settings().issuer(), c.at(), c.year().rulesSha256()), letters -> {
            Map<String, Object> values = new HashMap<>();
            values.put("no", caseNo);
            values.put("title", c.year().evalYear() + "年度政务诚信考核评价报告");
            values.put("approved", c.year().approved());
            values.put("issuer", letters.of(templates.settings().issuer()));
            values.put("issued", ChineseDates.date(c.at().toLocalDate()));
            values.put("period", c.period());
            values.put("version", letters.of(c.rules().version()));
            values.put("basis", letters.of(c.rules().basis()));
            values.put("summary", c.summary());
            values.put("grades", c.grades());
            values.put("sha256", c.year().rulesSha256());
            values.put("clauses", c.clauses().stream().map(line -> new ClauseLine(letters.of(line.label()), line.units(), line.percent())).toList());
            values.put("ranking", c.ranking().stream().map(line -> new RankLine(line.place(), letters.of(line.name()), line.total(), line.grade(), letters.of(line.vetoes()))).toList());
            values.put("missing", letters.missing());
            return values;
        });
    }
}
