package org.govintegrity.assessment;

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
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the forms of an assessment show above their fields. */
@Component
class AssessmentBriefing implements TaskBriefing {

    private static final int SHOWN = 100;

    private final Assessments assessments;
    private final AssessmentService service;
    private final Institutions institutions;
    private final DataSets data;
    private final AssessmentFiles files;
    private final AssessmentRules rules;
    private final Registry registry;
    private final Clock clock;

    AssessmentBriefing(Assessments assessments, AssessmentService service, Institutions institutions, DataSets data, AssessmentFiles files, AssessmentRules rules, Registry registry,
                       Clock clock) {
        this.assessments = assessments;
        this.service = service;
        this.institutions = institutions;
        this.data = data;
        this.files = files;
        this.rules = rules;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public Map<String, Object> brief(String caseNo, String taskKey, String item) {
        return assessments.find(caseNo).map(a -> brief(a, taskKey)).orElse(Map.of());
    }

    private Map<String, Object> brief(Assessment a, String taskKey) {
        String caseNo = a.caseNo();
        LocalDate today = LocalDate.now(clock);
        Map<String, Object> brief = new LinkedHashMap<>();
        brief.put("year", a.evalYear());
        brief.put("institution", a.institutionId() == null ? "" : FormText.plain(institutions.get(a.institutionId()).name()));
        switch (taskKey) {
            case "userTask_planAssessment" -> brief.put("unitOptions", registry.unitsOn(today).stream().map(u -> option(u.id(), u.fullName())).toList());
            case "userTask_proposeInstitution" -> {
                List<Candidate> candidates = institutions.candidates(caseNo);
                brief.put("candidates", candidates.isEmpty() ? "还没有机构报名，请先到评估页面登记。" : lines(candidates, c -> candidateWords(caseNo, c)));
                brief.put("candidateOptions", candidates.stream().map(c -> option(String.valueOf(c.institutionId()), c.name())).toList());
            }
            case "userTask_approveInstitution" -> {
                Candidate chosen = institutions.candidate(caseNo, a.institutionId());
                brief.put("candidate", candidateWords(caseNo, chosen));
                brief.put("commitment", FormText.plain(chosen.commitment()));
                brief.put("reasons", FormText.plain(a.reasons()));
                brief.put("excluded", assessments.units(caseNo).stream().filter(u -> !u.assessed()).map(u -> name(u.unitId()) + "（" + FormText.plain(u.excludedWhy()) + "）")
                        .collect(Collectors.collectingAndThen(Collectors.joining("；"), words -> words.isEmpty() ? "没有" : words)));
                brief.put("count", assessments.assessed(caseNo).size());
            }
            case "userTask_approveData", "userTask_handOverData", "userTask_confirmDestruction", "userTask_returnData" -> {
                brief.put("sets", lines(data.of(caseNo), d -> d.seq() + ". " + FormText.plain(d.title()) + "（" + name(d.sourceUnit()) + "，" + d.secrecyWords() + (d.personal() ? "，含个人信息" : "")
                        + "）：" + FormText.plain(d.contents()) + "　**" + d.stateWords() + "**" + (d.refusal() == null ? "" : "，" + FormText.plain(d.refusal()))
                        + (d.handedOn() == null ? "" : "，" + ChineseDates.date(d.handedOn()) + "交" + FormText.plain(d.recipient()))));
                brief.put("agreement", files.latest(caseNo, AssessmentFile.AGREEMENT).isPresent() ? "已上传" : "**还没有上传**，没有保密协议不能移交");
                brief.put("proof", files.latest(caseNo, AssessmentFile.DESTRUCTION).isPresent() ? "已上传" : "**还没有上传**");
            }
            case "userTask_receiveReport" -> {
                brief.put("returned", a.round() == 1 ? "" : "**报告已退回改正**：" + FormText.plain(a.returnedWhy()) + "\n\n");
                brief.put("faulty", files.latest(caseNo, AssessmentFile.SCORES).filter(AssessmentFile::used).filter(f -> f.round() == a.round()).isPresent()
                        ? "**评分文件有误，已退回**：错误写在案卷的“评分文件（错误）.xlsx”最后一列，请机构改正后在评估页面重新上传。\n\n" : "");
                brief.put("papers", "委托合同" + (files.latest(caseNo, AssessmentFile.CONTRACT).isPresent() ? "已上传" : "**还没有上传**"));
            }
            case "userTask_reviewReport" -> {
                List<ScoreLine> differing = service.scores(a).stream().filter(ScoreLine::differs).toList();
                brief.put("count", service.scores(a).size());
                brief.put("late", a.lateOn() == null ? "" : "**逾期提交**（" + ChineseDates.date(a.lateOn()) + "）\n\n");
                brief.put("differences", differing.isEmpty() ? "没有" : lines(differing.stream().limit(SHOWN).toList(), s -> name(s.unitId()) + "：第三方" + s.score().toPlainString() + "分，本系统"
                        + s.ownScore().toPlainString() + "分，" + s.verdictWords() + (s.reasons() == null ? "" : "，" + FormText.plain(s.reasons()))));
                brief.put("round", a.round() == 1 ? "可以退回改正一次。" : "已经退回过一次，不能再退回。退回的理由：" + FormText.plain(a.returnedWhy()));
                brief.put("faultOptions", rules.faults(today).stream().filter(f -> !f.code().equals("missing"))
                        .map(f -> option(f.code(), f.label() + "（最重" + (f.months() == 0 ? "通报" : "取消资格" + f.months() + "个月") + "）")).toList());
            }
            case "userTask_registerStatement", "userTask_decideSanction" -> service.sanction(caseNo).ifPresent(s -> {
                brief.put("fault", service.faultWords(s));
                brief.put("facts", FormText.plain(s.facts()));
                brief.put("measure", s.measureWords());
                brief.put("statement", s.heard() == null ? "" : s.heard() ? FormText.plain(s.statement()) : "期限内没有陈述意见");
            });
            case "userTask_draftSummary" -> {
                brief.put("withheld", a.unpublishedWhy() == null ? "" : "**没有通过公开审查**：" + FormText.plain(a.unpublishedWhy()) + "\n\n请改写后重新送审；确实不能公布的，写明理由。\n\n");
                brief.put("count", assessments.assessed(caseNo).size());
            }
            default -> {
                // the others show what all show
            }
        }
        return brief;
    }

    private String candidateWords(String caseNo, Candidate c) {
        List<Tie> ties = institutions.ties(caseNo, c.institutionId());
        Institution institution = institutions.get(c.institutionId());
        return "**" + FormText.plain(c.name()) + "**（" + c.creditCode() + "），承诺日期" + ChineseDates.date(c.committedOn())
                + (institution.disqualifiedUntil() == null ? "" : "，**已取消资格至" + ChineseDates.date(institution.disqualifiedUntil()) + "**") + "。利害关系：" + (ties.isEmpty() ? "申明没有"
                : ties.stream().map(t -> name(t.unitId()) + "，" + t.kindWords() + "，" + FormText.plain(t.words()) + (t.endedOn() == null ? "" : "，" + ChineseDates.date(t.endedOn()) + "结束")
                + (t.conflicting() ? "，**不得评估该单位**" : "，不影响评估")).collect(Collectors.joining("；")));
    }

    private static <T> String lines(List<T> items, Function<T, String> words) {
        return items.stream().map(words).collect(Collectors.joining("<br>"));
    }

    private static Map<String, String> option(String value, String label) {
        return Map.of("value", value, "label", label);
    }

    private String name(String unitId) {
        return registry.findUnit(unitId).map(Unit::shortName).orElse(unitId);
    }
}
