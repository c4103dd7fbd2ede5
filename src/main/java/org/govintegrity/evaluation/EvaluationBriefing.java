package org.govintegrity.evaluation;

import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the forms of the yearly evaluation show; {@code rows} prefills one line for each item. */
@Component
class EvaluationBriefing implements TaskBriefing {

    private static final String PREFIX = "KP-";

    private final EvaluationService evaluations;
    private final UnitEvaluations units;
    private final UnitScores scores;
    private final FrozenRules rules;

    EvaluationBriefing(EvaluationService evaluations, UnitEvaluations units, UnitScores scores, FrozenRules rules) {
        this.evaluations = evaluations;
        this.units = units;
        this.scores = scores;
        this.rules = rules;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        if (!caseNo.startsWith(PREFIX)) {
            return Map.of();   // asked for every task there is: no statement for those of others
        }
        return switch (taskKey) {
            case "userTask_confirmStart" -> start(evaluations.get(caseNo));
            case "userTask_panelReview", "userTask_approve", "userTask_confirmHandOver" -> results(caseNo);
            case "userTask_selfReport" -> report(scores.unit(caseNo));
            case "userTask_spotCheck" -> check(scores.unit(caseNo));
            case "userTask_scoreClause" -> score(scores.unit(caseNo), item);
            case "userTask_respond" -> draft(scores.unit(caseNo));
            case "userTask_decideObjection" -> objections(scores.unit(caseNo));
            default -> Map.of();
        };
    }

    private Map<String, Object> start(Evaluation evaluation) {
        return Map.of("units", evaluations.units(evaluation.caseNo()), "version", evaluation.rulesVersion(),
                "period", ChineseDates.date(evaluation.periodFrom()) + "至" + ChineseDates.date(evaluation.periodTo()), "page", "/evaluations/" + evaluation.caseNo());
    }

    private Map<String, Object> results(String caseNo) {
        List<String> failed = evaluations.failed(caseNo);
        return Map.of("grades", evaluations.gradeWords(caseNo), "failed", failed.isEmpty() ? "没有" : FormText.plain(String.join("、", failed)),
                "returned", "退回重算的，按各项目前的评分重新计算所填单位的得分，再重新排名。", "example", caseNo + "-01", "page", "/evaluations/" + caseNo);
    }

    private Map<String, Object> report(EvaluatedUnit unit) {
        BigDecimal kept = rules.of(unit.caseNo(), unit.rulesSha256()).lateReport();
        return Map.of("late", "期限届满没有报告的，自评指标计零分。经申诉获准补报的，按应得分的" + UnitEvaluations.plain(kept.movePointRight(2)) + "%计。",
                "rows", rows(units.reported(unit), EvaluationBriefing::words));
    }

    private Map<String, Object> check(EvaluatedUnit unit) {
        Map<String, List<UnitScores.Mark>> given = scores.marks(unit.unitCaseNo());
        List<Indicator> items = units.reported(unit);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Input own = UnitScores.input(items.get(i).id(), given.get(items.get(i).id()));
            lines.add("- 第" + (i + 1) + "项：自评" + UnitEvaluations.plain(own.value()) + "。" + FormText.plain(own.words()));
        }
        return Map.of("reports", String.join("\n", lines), "rows", rows(items, i -> words(i) + "，自评" + UnitEvaluations.plain(UnitScores.input(i.id(), given.get(i.id())).value())));
    }

    private Map<String, Object> score(EvaluatedUnit unit, String lead) {
        return Map.of("taskName", "给" + unit.unitName() + "评分", "rows", rows(units.scoredBy(unit, lead), EvaluationBriefing::words));
    }

    private Map<String, Object> draft(EvaluatedUnit unit) {
        UnitScores.Stored score = scores.latest(unit.unitCaseNo());
        Map<String, Indicator> indicators = scores.indicators(unit).stream().collect(Collectors.toMap(Indicator::id, Function.identity()));
        List<ItemScore> items = scores.items(unit);
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("total", UnitEvaluations.plain(score.total()));
        brief.put("grade", Grade.of(score.grade()).label);
        brief.put("vetoes", score.vetoes() == null ? "" : "**一票否决**：" + FormText.plain(score.vetoes()));
        String lost = items.stream().filter(i -> i.lost().signum() > 0).map(i -> "- " + FormText.plain(indicators.get(i.indicatorId()).name()) + "：得" + UnitEvaluations.plain(i.points())
                + "/" + UnitEvaluations.plain(i.most()) + "分。" + FormText.plain(i.words()) + (i.toWin() == null ? "" : "　**还差**：" + FormText.plain(i.toWin()))).collect(Collectors.joining("\n"));
        brief.put("lost", lost.isEmpty() ? "没有" : lost);
        brief.put("itemOptions", items.stream().map(i -> Map.of("value", i.indicatorId(), "label", indicators.get(i.indicatorId()).name() + "（得" + UnitEvaluations.plain(i.points())
                + "/" + UnitEvaluations.plain(i.most()) + "分）")).toList());
        brief.put("page", page(unit));
        return brief;
    }

    private Map<String, Object> objections(EvaluatedUnit unit) {
        Map<String, String> grounds = units.objections(unit.unitCaseNo()).stream().collect(Collectors.toMap(UnitEvaluations.Objection::indicatorId, UnitEvaluations.Objection::words));
        Map<String, ItemScore> drafted = scores.items(unit).stream().collect(Collectors.toMap(ItemScore::indicatorId, Function.identity()));
        List<Indicator> items = units.objected(unit);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            lines.add("- 第" + (i + 1) + "项：" + FormText.plain(items.get(i).name()) + "，初评" + got(drafted.get(items.get(i).id())) + "，" + FormText.plain(drafted.get(items.get(i).id()).words())
                    + "　**申诉理由**：" + FormText.plain(grounds.get(items.get(i).id())));
        }
        return Map.of("objections", String.join("\n", lines), "page", page(unit),
                "rows", rows(items, i -> words(i) + "，初评" + got(drafted.get(i.id())) + "。认定值填" + units.scale(i)));
    }

    private static String got(ItemScore item) {
        return "得" + UnitEvaluations.plain(item.points()) + "/" + UnitEvaluations.plain(item.most()) + "分";
    }

    private static String page(EvaluatedUnit unit) {
        return "/evaluations/" + unit.caseNo() + "/units/" + unit.unitId();
    }

    private static String words(Indicator indicator) {
        return indicator.name() + "（" + indicator.clause() + "，权重" + UnitEvaluations.plain(indicator.weight()) + "）";
    }

    private static List<Map<String, Object>> rows(List<Indicator> items, Function<Indicator, String> words) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            rows.add(Map.of("no", i + 1, "item", words.apply(items.get(i))));
        }
        return rows;
    }
}
