package org.govintegrity.web;

import org.govintegrity.common.table.TableSheet;
import org.govintegrity.evaluation.EvaluationReading;
import org.govintegrity.evaluation.EvaluationReading.Line;
import org.govintegrity.evaluation.EvaluationReading.Year;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An evaluation as a spreadsheet: ranking and heat map, or one unit's score. */
@Component
class EvaluationSheets {

    private final EvaluationReading reading;
    private final EvaluationDesk desk;

    EvaluationSheets(EvaluationReading reading, EvaluationDesk desk) {
        this.reading = reading;
        this.desk = desk;
    }

    void year(Year year, OutputStream out) throws IOException {
        List<Line> lines = new ArrayList<>();
        reading.eachLine(year.caseNo(), lines::add);
        EvaluationDesk.HeatMap heat = desk.heatMap(year, lines.stream().filter(line -> line.score() != null).toList());
        TableSheet.xlsx(out,
                new TableSheet.Sheet("排名", List.of("名次", "单位编号", "单位", "类别", "总分", "等次", "共性指标", "个性指标", "加分", "一票否决", "状态"), lines.stream().map(EvaluationSheets::line).toList()),
                new TableSheet.Sheet("各条款得分率", Stream.concat(Stream.of("单位"), heat.clauses().stream().map(heat.labels()::get)).toList(), heat.rows().stream()
                        .map(row -> Stream.concat(Stream.of(row.line().unit().unitName()), row.cells().stream().map(cell -> cell.percent() == null ? "" : cell.percent() + "%")).toList()).toList()),
                new TableSheet.Sheet("各条款得分", Stream.concat(Stream.of("单位"), heat.clauses().stream().map(heat.labels()::get)).toList(), heat.rows().stream()
                        .map(row -> Stream.concat(Stream.of(row.line().unit().unitName()), row.cells().stream()
                                .map(cell -> cell.percent() == null ? "" : cell.points().toPlainString() + "/" + cell.most().toPlainString())).toList()).toList()));
    }

    private static List<String> line(Line line) {
        EvaluationReading.Unit unit = line.unit();
        EvaluationReading.Score score = line.score();
        return List.of(unit.place() == null ? "" : unit.place().toString(), unit.unitId(), unit.unitName(), unit.unitKind(), score == null ? "" : text(score.total()),
                score == null ? "" : score.gradeLabel(), score == null ? "" : text(score.common()), score == null ? "" : text(score.individual()),
                score == null ? "" : text(score.bonus()), score == null ? "" : String.join("；", score.vetoLines()), unit.stateLabel());
    }

    void unit(EvaluationDesk.UnitPage page, OutputStream out) throws IOException {
        List<List<String>> items = new ArrayList<>();
        List<List<String>> marks = new ArrayList<>();
        for (EvaluationDesk.GroupView group : page.groups()) {
            for (EvaluationDesk.IndicatorView view : group.indicators()) {
                items.add(List.of(group.group().label, view.indicator().clause(), view.indicator().name(), view.indicator().source().label, view.value(),
                        view.item() == null ? "" : text(view.item().points()), view.item() == null ? "" : text(view.item().most()),
                        view.item() == null ? "" : view.item().words(), view.item() == null || view.item().toWin() == null ? "" : view.item().toWin(), view.indicator().basis()));
                view.marks().forEach(mark -> marks.add(List.of(view.indicator().name(), mark.stageLabel(), mark.markValue() == null ? "" : text(mark.markValue()) + "%",
                        mark.words(), desk.giver(mark), desk.time(mark.givenAt()))));
            }
        }
        if (page.score() != null) {
            items.add(List.of("合计", "", "", "", "", text(page.score().total()), "100", "等次：" + page.score().gradeLabel(), "", ""));
        }
        TableSheet.xlsx(out, new TableSheet.Sheet("得分", List.of("类别", "条款", "指标", "来源", "数值", "得分", "满分", "说明", "失分原因和改进", "依据"), items),
                new TableSheet.Sheet("评分", List.of("指标", "环节", "评分", "理由", "评分人", "时间"), marks));
    }

    private static String text(BigDecimal number) {
        return number.toPlainString();
    }
}
