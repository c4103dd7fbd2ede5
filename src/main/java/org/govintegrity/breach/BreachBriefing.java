package org.govintegrity.breach;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.registry.Registry;
import org.springframework.stereotype.Component;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the forms of a breach finding show above their fields. */
@Component
class BreachBriefing implements TaskBriefing {

    private final BreachFindingService findings;
    private final Cases cases;
    private final Submissions submissions;
    private final Registry registry;

    BreachBriefing(BreachFindingService findings, Cases cases, Submissions submissions, Registry registry) {
        this.findings = findings;
        this.cases = cases;
        this.submissions = submissions;
        this.registry = registry;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        CaseFile file = cases.find(caseNo).filter(f -> f.kind().equals(BreachFindingService.KIND)).orElse(null);
        if (file == null) {
            return Map.of();
        }
        BreachFinding finding = findings.get(caseNo);
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("origin", finding.originNo());
        brief.put("source", BreachFindingService.sourceWords(finding.source()));
        brief.put("clue", FormText.plain(finding.clue()));
        brief.put("before", submissions.last(caseNo, "userTask_verifyClue").filter(s -> "pending".equals(s.text("result")))
                .map(s -> "**上次核实**：" + FormText.plain(s.text("reason"))).orElse(""));
        brief.put("facts", finding.facts() == null ? "" : FormText.plain(finding.facts()));
        brief.put("document", finding.documentName() == null ? "" : "《" + FormText.plain(finding.documentName()) + "》（" + FormText.plain(finding.documentNo())
                + "，" + ChineseDates.date(finding.documentDate()) + "）");
        brief.put("kind", finding.kind() == null ? "" : RecordKind.of(finding.kind()).label);
        brief.put("correction", correction(finding.correction()));
        brief.put("ruled", label(finding.ruledClass()));
        brief.put("proposed", label(finding.proposedClass()));
        brief.put("basis", finding.basis() == null ? "" : FormText.plain(finding.basis()));
        brief.put("measures", finding.measures() == null ? "无" : finding.measures());
        brief.put("person", finding.personId() == null ? "" : "**责任人**：" + FormText.plain(registry.displayName(finding.personId())) + "（" + FormText.plain(finding.personPost()) + "）");
        brief.put("defence", finding.defended() == null ? "" : finding.defended() ? FormText.plain(finding.defence()) : "没有提出");
        if (taskKey.equals("userTask_proposeFinding")) {
            brief.put("personOptions", registry.peopleOf(file.unitId()).stream()
                    .map(p -> Map.of("value", p.id(), "label", p.name() + "（" + p.post() + (p.roles().isEmpty() ? "，已离岗" : "") + "）")).toList());
        }
        return brief;
    }

    private static String correction(String code) {
        return switch (code == null ? "" : code) {
            case "before-harm" -> "危害发生前主动纠正";
            case "after-harm" -> "危害发生后主动纠正并消除影响";
            case "none" -> "没有纠正";
            default -> "";
        };
    }

    private static String label(String code) {
        return code == null ? "" : BreachClass.of(code).label;
    }
}
