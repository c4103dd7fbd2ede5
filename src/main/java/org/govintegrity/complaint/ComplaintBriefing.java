package org.govintegrity.complaint;

import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.casefile.TaskBriefing;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.FormText;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the forms of a complaint show. They become process variables, which more people can read than the case: so nothing of what the complainant wrote is
 * in them, but the way to the case, where reading has its limits.
 */
@Component
class ComplaintBriefing implements TaskBriefing {

    private static final String IN_THE_CASE = "（见案卷）";

    private final Cases cases;
    private final Complaints complaints;
    private final ComplaintService service;
    private final ComplaintConsequences consequences;
    private final ComplaintFiles files;
    private final ComplaintRules rules;
    private final Submissions submissions;
    private final Registry registry;
    private final Clock clock;

    ComplaintBriefing(Cases cases, Complaints complaints, ComplaintService service, ComplaintConsequences consequences, ComplaintFiles files, ComplaintRules rules, Submissions submissions,
                      Registry registry, Clock clock) {
        this.cases = cases;
        this.complaints = complaints;
        this.service = service;
        this.consequences = consequences;
        this.files = files;
        this.rules = rules;
        this.submissions = submissions;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        return switch (cases.find(caseNo).map(CaseFile::kind).orElse("")) {
            case Complaints.KIND -> complaints.find(caseNo).map(c -> brief(c, taskKey)).orElse(Map.of());
            case ComplaintConsequences.KIND -> consequences.find(caseNo).map(ComplaintBriefing::brief).orElse(Map.of());
            default -> Map.of();
        };
    }

    private static Map<String, Object> brief(ComplaintConsequences.Consequence q) {
        return Map.of("cases", FormText.plain(String.join("、", q.clusterNos())));
    }

    private Map<String, Object> brief(Complaint c, String taskKey) {
        Map<String, Object> brief = new LinkedHashMap<>();
        LocalDate today = LocalDate.now(clock);
        brief.put("channel", c.channelWords());
        brief.put("accused", c.unitId() == null ? "待核对" : registry.findUnit(c.unitId()).map(Unit::fullName).orElse(c.unitId()));
        switch (taskKey) {
            case "userTask_precheckComplaint", "userTask_decideComplaint" -> {
                List<Complaints.Double> doubles = complaints.doubles(c.caseNo());
                brief.put("doubles", doubles.isEmpty() ? "没有" : doubles.stream().map(ComplaintBriefing::words).collect(Collectors.joining("；")));
                brief.put("doubleOptions", doubles.stream().map(d -> Map.of("value", d.complaint().caseNo(), "label", words(d))).toList());
                brief.put("unitOptions", registry.unitsOn(today).stream().map(u -> Map.of("value", u.id(), "label", u.fullName())).toList());
                brief.put("refusalOptions", rules.refusals(today).stream().map(r -> Map.of("value", r.code(), "label", r.label())).toList());
                brief.put("attachmentOptions", files.of(c.caseNo()).stream().map(f -> Map.of("value", String.valueOf(f.seq()), "label", "投诉附件" + f.seq())).toList());
            }
            case "userTask_verifyComplaint" -> {
                brief.put("reopened", c.round() == 1 ? "" : "**投诉人不满意，要求重新办理**，理由" + IN_THE_CASE + "。\n\n");
                brief.put("returned", submissions.last(c.caseNo(), "userTask_confirmFinding").filter(s -> "return".equals(s.text("decision")))
                        .map(s -> "**第二人退回**：" + FormText.plain(s.text("reason")) + "\n\n").orElse(""));
                brief.put("arrears", service.arrears(c).map(a -> "**欠款和利息**：" + a.words()).orElse(""));
            }
            case "userTask_confirmFinding", "userTask_decideReview", "userTask_decideRecheck" -> service.last(c.caseNo()).ifPresent(f -> {
                brief.put("finding", f.findingWords());
                brief.put("facts", FormText.plain(f.facts()));
                brief.put("reasons", FormText.plain(f.reasons()));
                brief.put("answer", FormText.plain(f.answer()));
                brief.put("problems", service.problems(c.caseNo(), f.seq()).stream().map(p -> p.seq() + ". " + FormText.plain(p.text())
                        + (p.mendBy() == null ? "" : "（" + ChineseDates.date(p.mendBy()) + "前）")).collect(Collectors.joining("；")));
                brief.put("grounds", IN_THE_CASE);
            });
            case "userTask_checkRetaliation" -> brief.put("retaliation", IN_THE_CASE);
            default -> {
                // the others show what all show
            }
        }
        return brief;
    }

    private static String words(Complaints.Double d) {
        Complaint c = d.complaint();
        return c.caseNo() + "（" + ChineseDates.date(c.receivedOn()) + "，" + c.categoryWords() + "，" + c.stateWords() + "，内容相近" + d.alike() + "%" + (d.sameInformer() ? "，联系方式相同" : "") + "）";
    }
}
