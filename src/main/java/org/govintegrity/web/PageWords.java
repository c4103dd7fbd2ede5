package org.govintegrity.web;

import org.govintegrity.assessment.Assessments;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.complaint.ComplaintConsequences;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.proposal.Proposals;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.govintegrity.warning.Warnings;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Ids, dates and states in words, for templates ({@code @words}). */
@Component("words")
public class PageWords {

    /** A task is pressing when it is due within this many calendar days; the same as Tasklist's filter 三日内到期. */
    static final int PRESSING_DAYS = 3;

    /** Kinds of cases by process key. */
    static final Map<String, String> KINDS = kinds();

    private final Registry registry;
    private final Cases cases;
    private final Clock clock;

    PageWords(Registry registry, Cases cases, Clock clock) {
        this.registry = registry;
        this.cases = cases;
        this.clock = clock;
    }

    public String date(LocalDate date) {
        return date == null ? "" : ChineseDates.date(date);
    }

    public String time(LocalDateTime time) {
        return time == null ? "" : ChineseDates.time(time);
    }

    public LocalDate today() {
        return LocalDate.now(clock);
    }

    /** {@code 今天到期}, {@code 还有3天}, {@code 已超期2天}; calendar days. */
    public String daysLeft(LocalDate due) {
        long days = ChronoUnit.DAYS.between(today(), due);
        return days < 0 ? "已超期" + -days + "天" : days == 0 ? "今天到期" : "还有" + days + "天";
    }

    /** {@code late}, {@code pressing} or {@code calm}. */
    public String urgency(LocalDate due) {
        long days = ChronoUnit.DAYS.between(today(), due);
        return days < 0 ? "late" : days <= PRESSING_DAYS ? "pressing" : "calm";
    }

    public String kind(String processKey) {
        return KINDS.getOrDefault(processKey, "notice".equals(processKey) ? "送达" : processKey);   // a notice is no case of its own
    }

    /** Short name of a unit; the id itself where there is no such unit, so that old records stay readable. */
    public String unit(String unitId) {
        return unitId == null ? "" : registry.findUnit(unitId).map(Unit::shortName).orElse(unitId);
    }

    public String unitFull(String unitId) {
        return unitId == null ? "" : registry.findUnit(unitId).map(Unit::fullName).orElse(unitId);
    }

    /** Title of a case; the number itself where there is none. */
    String title(String caseNo) {
        return cases.find(caseNo).map(CaseFile::title).orElse(caseNo);
    }

    public String clause(String clauseId) {
        return registry.findClause(clauseId).map(PlanClause::label).orElse(clauseId);
    }

    public String clauses(Collection<String> clauseIds) {
        return clauseIds.stream().map(this::clause).collect(Collectors.joining("；"));
    }

    /** Name and unit of a person; the system itself has a name too. */
    public String person(String personId) {
        return personId == null ? "" : "system".equals(personId) ? "系统" : registry.displayName(personId);
    }

    /** Who a group is: a unit, its head, a role, or one person. */
    public String group(String group) {
        return registry.findUnit(group).map(Unit::shortName)
                .or(() -> Role.of(group).map(Role::title))
                .or(() -> registry.personOfGroup(group).map(Person::name))
                .or(() -> registry.unitOfGroup(group).map(unit -> unit.shortName() + "负责人"))
                .orElse(group);
    }

    /** The unit that answers for what a group has to do, or the role itself. */
    String answering(String group) {
        return registry.unitOfGroup(group).map(Unit::id).orElse(group);
    }

    private static Map<String, String> kinds() {
        Map<String, String> kinds = new LinkedHashMap<>();
        kinds.put("inspection", "监督检查");
        kinds.put("unit-inspection", "单位检查");
        kinds.put("annual-evaluation", "考核评价");
        kinds.put("unit-evaluation", "单位考核");
        kinds.put("rectification", "整改");
        kinds.put("breach-finding", "失信认定");
        kinds.put("accountability", "责任建议");
        kinds.put("credit-objection", "信用异议");
        kinds.put("credit-repair", "信用修复");
        kinds.put("escalation", "督办");
        kinds.put("credit-filing", "信用信息归集");
        kinds.put("source-silence", "归集催报");
        kinds.put("publication", "公示审查");
        kinds.put("credit-check", "信用核查");
        kinds.put("credit-check-circular", "核查通报");
        kinds.put(Proposals.KIND, "建议提案");
        kinds.put(Complaints.KIND, "失信投诉");
        kinds.put(ComplaintConsequences.KIND, "投诉查实处理");
        kinds.put(Warnings.KIND, "大数据预警");
        kinds.put("public-appraisal", "群众评议");
        kinds.put("annual-evaluation", "考核评价");
        kinds.put("unit-evaluation", "单位评价");
        kinds.put("third-party-score", "第三方评分");
        kinds.put(Assessments.KIND, "第三方评估");
        kinds.put("half-year-check", "半年抽查");
        kinds.put("spot-check", "实地抽查");
        kinds.put("quarterly-score", "季度自动评分");
        kinds.put("weekly-report", "看板周报");
        return kinds;
    }
}
