package org.govintegrity.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.diagram.CaseDiagram;
import org.govintegrity.evaluation.EvaluationReading;
import org.govintegrity.web.EvaluationDesk;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/** Results of the yearly evaluation as data, for the performance assessment. */
@RestController
@RequestMapping("/api/v1/evaluations")
@Tag(name = "考核评价", description = "供绩效考核等系统取用。只返回本人有权查看的内容，范围与页面相同：批准前各单位只能取本单位的。")
class EvaluationApi {

    private static final int MAX_SIZE = 1000;

    private final EvaluationDesk desk;
    private final EvaluationReading reading;

    EvaluationApi(EvaluationDesk desk, EvaluationReading reading) {
        this.desk = desk;
        this.reading = reading;
    }

    @Schema(name = "Evaluation", description = "state：collecting、trial、running、scored、approved、handed-over、closed、cancelled；rulesSha256：冻结的指标文本的校验值")
    record Entry(String caseNo, int year, LocalDate periodFrom, LocalDate periodTo, String rulesVersion, String rulesSha256, String state, LocalDateTime approvedAt,
                 LocalDateTime handedOverAt) {
        static Entry of(EvaluationReading.Year y) {
            return new Entry(y.caseNo(), y.evalYear(), y.periodFrom(), y.periodTo(), y.rulesVersion(), y.rulesSha256(), y.state(), y.approvedAt(), y.handedOverAt());
        }
    }

    @Schema(name = "EvaluationResult", description = "place：名次，并列的相同；grade：excellent、good、passed、failed；left：中途退出的原因；stage：draft（初评）、final（终评）")
    record Result(String unitId, String unit, Integer place, BigDecimal total, String grade, String gradeLabel, BigDecimal common, BigDecimal individual, BigDecimal bonus,
                  List<String> vetoes, String stage, String left) {
        static Result of(EvaluationReading.Line line) {
            EvaluationReading.Unit u = line.unit();
            EvaluationReading.Score s = line.score();
            return s == null ? new Result(u.unitId(), u.unitName(), u.place(), null, null, null, null, null, null, List.of(), null, u.leftReason())
                    : new Result(u.unitId(), u.unitName(), u.place(), s.total(), s.grade(), s.gradeLabel(), s.common(), s.individual(), s.bonus(), s.vetoLines(), s.stage(), u.leftReason());
        }
    }

    @Schema(name = "EvaluationResults")
    record Results(Entry evaluation, List<Result> results, int page, int pages, long total) {
    }

    @Schema(name = "EvaluationItem", description = "value：比率0到1，件数，或者评分0到100；points 得分，most 满分；toWin：失分怎样可以得到")
    record ItemResult(String indicator, String name, String clause, String source, BigDecimal value, BigDecimal points, BigDecimal most, boolean late, boolean voided, String words, String toWin) {
    }

    @Schema(name = "EvaluationSheet")
    record Sheet(Entry evaluation, Result result, List<ItemResult> items) {
    }

    @GetMapping
    @Operation(summary = "各年度考核评价", description = "最近的在前。")
    List<Entry> list() {
        return desk.entries().stream().map(entry -> Entry.of(entry.year())).toList();
    }

    /** 403 for a unit before the year is approved; 404 where it does not exist for the reader. */
    @GetMapping("/{evaluationNo}")
    @Operation(summary = "一个年度各单位的得分、等次和名次", description = "按名次。page 从1起，size 最大1000。批准前只供全区性岗位取用。")
    Results results(@PathVariable("evaluationNo") String caseNo, @RequestParam(defaultValue = "1") int page, @RequestParam(defaultValue = "1000") int size) {
        if (page < 1 || size < 1 || size > MAX_SIZE) {
            throw Refusal.invalid("page 应从1起，size 应在1到" + MAX_SIZE + "之间。");
        }
        EvaluationReading.Year year = desk.read(caseNo);
        desk.requireAll(year);
        EvaluationReading.Lines lines = reading.lines(caseNo, "", page, size);
        return new Results(Entry.of(year), lines.lines().stream().map(Result::of).toList(), lines.page(), lines.pages(), lines.total());
    }

    /** 404 where the reader may not know of it. */
    @GetMapping("/{evaluationNo}/units/{unitId}")
    @Operation(summary = "一个单位的得分表", description = "每项指标的数值、得分、满分、说明和失分怎样可以得到。本单位人员和全区性岗位可以取用。")
    Sheet unit(@PathVariable("evaluationNo") String caseNo, @PathVariable String unitId) {
        EvaluationDesk.UnitPage page = desk.unit(caseNo, unitId);
        return new Sheet(Entry.of(page.year()), Result.of(new EvaluationReading.Line(page.unit(), page.score())), page.groups().stream().flatMap(group -> group.indicators().stream())
                .filter(view -> view.item() != null).map(view -> new ItemResult(view.indicator().id(), view.indicator().name(), view.indicator().clause(), view.indicator().source().code,
                        view.item().itemValue(), view.item().points(), view.item().most(), view.item().late(), view.item().voided(), view.item().words(), view.item().toWin())).toList());
    }

    /** 403 for units. */
    @GetMapping("/{evaluationNo}/diagram")
    @Operation(summary = "单位评价流程图和各环节的单位数", description = "流程模型（BPMN XML）和各环节正在办理的单位数。只供全区性岗位取用。")
    CaseDiagram diagram(@PathVariable("evaluationNo") String caseNo) {
        return desk.diagram(caseNo);
    }
}
