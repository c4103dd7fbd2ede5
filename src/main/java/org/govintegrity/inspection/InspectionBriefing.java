package org.govintegrity.inspection;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Problems;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the forms of inspections show above their fields. */
@Component
class InspectionBriefing implements TaskBriefing {

    private final InspectionService inspections;
    private final UnitInspectionService unitInspections;
    private final Cases cases;
    private final Submissions submissions;
    private final Problems problems;
    private final Registry registry;

    InspectionBriefing(InspectionService inspections, UnitInspectionService unitInspections, Cases cases, Submissions submissions,
                       Problems problems, Registry registry) {
        this.inspections = inspections;
        this.unitInspections = unitInspections;
        this.cases = cases;
        this.submissions = submissions;
        this.problems = problems;
        this.registry = registry;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        CaseFile file = cases.find(caseNo).orElse(null);
        if (file == null) {
            return Map.of();
        }
        return switch (file.kind()) {
            case InspectionService.KIND -> inspection(file, taskKey);
            case UnitInspectionService.KIND -> unitInspection(file, taskKey, item);
            default -> Map.of();
        };
    }

    private Map<String, Object> inspection(CaseFile file, String taskKey) {
        Inspection inspection = inspections.get(file.caseNo());
        Map<String, Object> brief = new LinkedHashMap<>();
        authority(inspection, brief);
        brief.put("returned", returned(file.caseNo()));
        switch (taskKey) {
            case "userTask_planInspection" -> {
                brief.put("random", inspection.kind() == InspectionKind.RANDOM);
                brief.put("unitOptions", inspections.eligibleUnits(file).stream().map(u -> option(u.id(), u.fullName())).toList());
                brief.put("inspectorOptions", registry.peopleWithRole(Role.INSPECTOR).stream()
                        .map(p -> option(p.id(), p.name() + "（" + registry.unit(p.unitId()).shortName() + "）")).toList());
            }
            case "userTask_approvePlan" -> {
                brief.put("units", inspections.units(file.caseNo()).stream().map(u -> registry.unit(u.unitId()).shortName()).collect(Collectors.joining("、")));
                brief.put("team", team(file.caseNo()));
                brief.put("items", items(file.caseNo()));
                brief.put("draws", draws(file.caseNo()));
            }
            default -> {
                brief.put("results", inspections.units(file.caseNo()).stream().map(u -> "- " + registry.unit(u.unitId()).shortName() + "（"
                        + u.unitCaseNo() + "）：" + UnitInspectionService.outcomeWords(u.outcome())).collect(Collectors.joining("\n")));
                brief.put("report", submissions.last(file.caseNo(), "userTask_writeReport").map(s -> FormText.plain(s.text("report"))).orElse(""));
            }
        }
        return brief;
    }

    private Map<String, Object> unitInspection(CaseFile file, String taskKey, String item) {
        Inspection inspection = unitInspections.inspectionOf(file.caseNo());
        Map<String, Object> brief = new LinkedHashMap<>();
        authority(inspection, brief);
        brief.put("team", team(file.caseNo()));
        brief.put("items", items(inspection.caseNo()));
        brief.put("duties", file.clauses().stream().map(registry::clause).map(c -> "- " + c.label() + "：" + c.duty()).collect(Collectors.joining("\n")));
        brief.put("clauseOptions", file.clauses().stream().map(registry::clause).map((PlanClause c) -> option(c.id(), c.label())).toList());
        brief.put("selfCheck", submissions.last(file.caseNo(), "userTask_submitSelfCheck").map(s -> FormText.plain(s.text("report"))).orElse("（尚未提交）"));
        brief.put("results", unitInspections.results(file.caseNo()).stream().map(r -> {
            InspectionItem checked = unitInspections.item(file.caseNo(), String.valueOf(r.itemId()));
            return "- " + checked.method().label + "（" + FormText.plain(checked.text()) + "）：" + (r.problem() ? "发现问题。" : "未发现问题。") + FormText.plain(r.findings());
        }).collect(Collectors.joining("\n")));
        brief.put("facts", submissions.last(file.caseNo(), "userTask_writeFactSheet").map(s -> FormText.plain(s.text("facts"))).orElse(""));
        brief.put("factAnswer", factAnswer(file.caseNo()));
        brief.put("grounds", submissions.last(file.caseNo(), "userTask_applyReview").map(s -> s.text("grounds")).map(FormText::plain).orElse(""));
        brief.put("returned", submissions.last(file.caseNo(), "userTask_reviewConclusion").filter(s -> "return".equals(s.text("decision")))
                .map(s -> "**上次退回的理由**：" + FormText.plain(s.text("reason"))).orElse(""));
        unitInspections.conclusion(file.caseNo()).ifPresent(c -> {
            brief.put("conclusion", FormText.plain(c.text()));
            brief.put("severity", Severity.of(c.severity()).label
                    + (c.obstruction() == null ? "" : "；另有阻挠检查或者提供虚假材料的行为：" + FormText.plain(c.obstruction())));
        });
        brief.put("problems", problems.of(file.caseNo()).stream().map(p -> p.seq() + ". （" + p.clause() + "）" + FormText.plain(p.text())).collect(Collectors.joining("\n")));
        if (item != null) {
            InspectionItem checked = unitInspections.item(file.caseNo(), item);
            brief.put("item", checked.method().label + "：" + FormText.plain(checked.text()));
            brief.put("taskName", "核查：" + checked.method().label);
        }
        return brief;
    }

    private static void authority(Inspection inspection, Map<String, Object> brief) {
        brief.put("kind", inspection.kind().label);
        brief.put("authority", FormText.plain(inspection.authority()));
        brief.put("approver", FormText.plain(inspection.approver()));
        brief.put("period", ChineseDates.date(inspection.periodFrom()) + "至" + ChineseDates.date(inspection.periodTo()));
    }

    private String returned(String caseNo) {
        return submissions.last(caseNo, "userTask_approvePlan").filter(s -> "return".equals(s.text("decision")))
                .or(() -> submissions.last(caseNo, "userTask_signReport").filter(s -> "return".equals(s.text("decision"))))
                .map((Submission s) -> "**上次退回的理由**：" + FormText.plain(s.text("reason"))).orElse("");
    }

    private String factAnswer(String caseNo) {
        return submissions.last(caseNo, "userTask_signFactSheet")
                .map(s -> "sign".equals(s.text("answer")) ? "已签字确认" + (s.text("reason") == null ? "" : "，说明：" + FormText.plain(s.text("reason"))) : "不予签字：" + FormText.plain(s.text("reason")))
                .orElse("逾期未签，视为送达");
    }

    private String team(String caseNo) {
        return cases.members(caseNo, Cases.TEAM).stream().map(registry::displayName).collect(Collectors.joining("、"));
    }

    private String items(String caseNo) {
        return inspections.items(caseNo).stream().map(i -> "- " + i.method().label + "：" + FormText.plain(i.text())).collect(Collectors.joining("\n"));
    }

    private String draws(String caseNo) {
        List<Draw> draws = inspections.draws(caseNo);
        return draws.isEmpty() ? "未使用随机抽取。" : draws.stream().map(d -> "- " + ("units".equals(d.subject()) ? "受检单位" : "检查人员")
                + "：种子 " + d.seed() + "，候选" + d.pool().size() + "个，抽中" + d.result().size() + "个").collect(Collectors.joining("\n"));
    }

    private static Map<String, String> option(String value, String label) {
        return Map.of("value", value, "label", label);
    }
}
