package org.govintegrity.assessment;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.PublicationDecided;
import org.govintegrity.casefile.PublicationWanted;
import org.govintegrity.casefile.ScoresReturned;
import org.govintegrity.casefile.ScoresSettled;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The steps of an assessment: choosing, receiving, reviewing, what follows for an institution that failed, publishing the summary. */
@Service
@Transactional
public class AssessmentService {

    static final String CHOICE = "assessment-institution";
    static final String SUMMARY = "assessment-report";

    /** Units told in one job. */
    private static final int STEP = 50;
    private static final int LONGEST_NOTE = 200;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final Assessments assessments;
    private final Institutions institutions;
    private final AssessmentFiles files;
    private final AssessmentRules rules;
    private final Cases cases;
    private final Notices notices;
    private final Registry registry;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    AssessmentService(JdbcClient jdbc, JdbcTemplate batch, Assessments assessments, Institutions institutions, AssessmentFiles files, AssessmentRules rules, Cases cases, Notices notices,
                      Registry registry, Actor actor, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.assessments = assessments;
        this.institutions = institutions;
        this.files = files;
        this.rules = rules;
        this.cases = cases;
        this.notices = notices;
        this.registry = registry;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Proposes an institution.
     *
     * @param exclude whether units to which it has a tie that counts are left out of the assessment; else such an institution is refused
     */
    public void propose(String caseNo, long institutionId, boolean exclude, String reasons) {
        Candidate candidate = institutions.candidate(caseNo, institutionId);
        institutions.qualified(institutions.get(institutionId));
        String why = Assessments.required(reasons, "选择的理由");
        jdbc.sql("update assessment_unit set excluded_why = null where case_no = ?").param(caseNo).update();
        Map<String, String> conflicts = conflicts(caseNo, institutionId);
        if (!conflicts.isEmpty() && !exclude) {
            throw Refusal.unprocessable("“" + candidate.name() + "”与被评单位有利害关系，不能评估：" + conflicts.entrySet().stream()
                    .map(e -> name(e.getKey()) + "（" + e.getValue() + "）").collect(Collectors.joining("；")) + "。请改选其他机构，或者选择“把有利害关系的单位排除在本次评估之外”。");
        }
        if (conflicts.size() >= assessments.units(caseNo).size()) {
            throw Refusal.unprocessable("“" + candidate.name() + "”与全部被评单位都有利害关系，排除以后没有可以评估的单位。请改选其他机构。");
        }
        conflicts.forEach((unit, words) -> jdbc.sql("update assessment_unit set excluded_why = ? where case_no = ? and unit_id = ?")
                .params("评估机构与该单位有利害关系：" + words, caseNo, unit).update());
        jdbc.sql("update assessment set institution_id = ?, reasons = ?, proposed_by = ? where case_no = ?").params(institutionId, why, actor.id(), caseNo).update();
        cases.note(caseNo, "assessment-proposed", "拟选" + candidate.name() + "。理由：" + why + (conflicts.isEmpty() ? "" : "。因利害关系不评估：" + conflicts.keySet().stream().map(this::name)
                .collect(Collectors.joining("、"))));
    }

    /** Units of the assessment to which an institution has a tie that counts today, with what it is. */
    @Transactional(readOnly = true)
    public Map<String, String> conflicts(String caseNo, long institutionId) {
        List<String> units = assessments.units(caseNo).stream().map(AssessedUnit::unitId).toList();
        Map<String, String> conflicts = new LinkedHashMap<>();
        institutions.ties(caseNo, institutionId).stream().filter(tie -> tie.conflicting() && units.contains(tie.unitId()))
                .forEach(tie -> conflicts.merge(tie.unitId(), tie.kindWords() + "：" + tie.words(), (a, b) -> a + "；" + b));
        return conflicts;
    }

    /** Nobody is suitable. */
    public void noneSuitable(String caseNo, String reasons) {
        jdbc.sql("update assessment set institution_id = null, reasons = null where case_no = ?").param(caseNo).update();
        cases.note(caseNo, "assessment-none", "没有合适的机构：" + Assessments.required(reasons, "没有合适机构的原因"));
    }

    public void consider(String caseNo, boolean again, String reasons) {
        cases.note(caseNo, "assessment-considered", (again ? "重新征集评估机构：" : "本年度不再开展：") + Assessments.required(reasons, "理由"));
    }

    public void closeNobody(String caseNo) {
        assessments.state(caseNo, AssessmentState.NOBODY);
        cases.close(caseNo, AssessmentState.NOBODY.code, "没有选定机构，本年度不再开展");
    }

    /**
     * Somebody who has neither proposed nor registered the institution approves the choice.
     *
     * @throws Refusal (forbidden) if this person took its application in or entered it in the register
     */
    public void approveChoice(String caseNo, boolean agreed, String reason) {
        Assessment a = assessments.get(caseNo);
        Candidate candidate = institutions.candidate(caseNo, a.institutionId());
        Institution institution = institutions.get(a.institutionId());
        if (actor.id().equals(candidate.registeredBy()) || actor.id().equals(institution.registeredBy())) {
            throw Refusal.forbidden("您登记了“" + institution.name() + "”或者它的报名，应当回避，由其他人审核。");
        }
        if (!agreed) {
            cases.note(caseNo, "assessment-choice-returned", "退回重新选择：" + Assessments.required(reason, "退回的理由"));
            return;
        }
        institutions.qualified(institution);
        List<String> found = conflicts(caseNo, a.institutionId()).keySet().stream().filter(assessments.assessed(caseNo)::contains).toList();
        if (!found.isEmpty()) {
            throw Refusal.unprocessable("提出人选以后补充了与" + found.stream().map(this::name).collect(Collectors.joining("、")) + "的利害关系，不能同意。请退回重新选择。");
        }
        jdbc.sql("update assessment set approved_by = ?, chosen_on = ?, state = ? where case_no = ?").params(actor.id(), today(), AssessmentState.LISTING.code, caseNo).update();
        cases.note(caseNo, "assessment-chosen", "选定" + institution.name() + "（" + institution.creditCode() + "）" + (reason == null ? "" : "：" + reason));
    }

    /**
     * The choice goes to the publication gate, and the next units are told.
     *
     * @return whether there are more
     */
    public boolean announce(String caseNo) {
        Assessment a = assessments.get(caseNo);
        Institution institution = institutions.get(a.institutionId());
        List<String> assessed = assessments.assessed(caseNo);
        if (a.announcedOn() == null) {
            List<String> paragraphs = new ArrayList<>(List.of("选定机构：" + institution.name() + "（统一社会信用代码" + institution.creditCode() + "）", "选定日期：" + ChineseDates.date(a.chosenOn()),
                    "评估内容：" + a.aspects(), "评估单位：" + assessed.size() + "个", "选择的理由：" + a.reasons()));
            List<AssessedUnit> excluded = assessments.units(caseNo).stream().filter(u -> !u.assessed()).toList();
            if (!excluded.isEmpty()) {
                paragraphs.add("因机构申报利害关系，本次不评估的单位：" + excluded.stream().map(u -> name(u.unitId())).collect(Collectors.joining("、")));
            }
            events.publishEvent(new PublicationWanted(caseNo, CHOICE, a.evalYear() + "年度政务诚信第三方评估机构选定结果", paragraphs, List.of(), List.of()));
            jdbc.sql("update assessment set announced_on = ? where case_no = ?").params(today(), caseNo).update();
        }
        List<AssessedUnit> waiting = assessments.units(caseNo).stream().filter(u -> u.assessed() && u.toldOn() == null).toList();
        waiting.stream().limit(STEP).forEach(u -> {
            notices.issue("assessment-chosen", caseNo, u.unitId(), Map.of("unit", registry.unit(u.unitId()).fullName(), "caseNo", caseNo, "year", String.valueOf(a.evalYear()),
                    "institution", institution.name(), "aspects", a.aspects()));
            jdbc.sql("update assessment_unit set told_on = ? where case_no = ? and unit_id = ?").params(today(), caseNo, u.unitId()).update();
        });
        return waiting.size() > STEP;
    }

    /** The list of data goes back to whoever drew it up. */
    public void returnData(String caseNo, String reason) {
        cases.note(caseNo, "assessment-data-returned", "数据清单退回：" + Assessments.required(reason, "退回的理由"));
    }

    /** Report and scores are there and go on to be read. */
    public void received(String caseNo) {
        Assessment a = assessments.get(caseNo);
        if (files.latest(caseNo, AssessmentFile.CONTRACT).isEmpty()) {
            throw Refusal.unprocessable("还没有委托合同。请先在评估页面“合同和协议”中上传。");
        }
        AssessmentFile scores = files.latest(caseNo, AssessmentFile.SCORES).filter(f -> f.round() == a.round() && !f.used())
                .orElseThrow(() -> Refusal.unprocessable("还没有机构交来的评估报告和评分文件" + (a.round() > 1 ? "（改正后的）" : "") + "。请先在评估页面“评估报告”中上传。"));
        files.used(scores);
        LocalDate on = scores.addedAt().toLocalDate();
        assessments.reportDue(a).filter(on::isAfter).ifPresent(due -> late(a, on, "应当在" + ChineseDates.date(due) + "前提交，实际于" + ChineseDates.date(on) + "提交，逾期"
                + ChronoUnit.DAYS.between(due, on) + "日"));
        assessments.state(caseNo, AssessmentState.COMPARING);
        cases.note(caseNo, "assessment-received", "报告和评分文件齐全，交核对比较");
    }

    /**
     * The institution does not hand anything in.
     *
     * @throws Refusal before its time is over
     */
    public void missing(String caseNo, String facts) {
        Assessment a = assessments.get(caseNo);
        LocalDate due = assessments.reportDue(a).orElseThrow();
        if (!today().isAfter(due)) {
            throw Refusal.unprocessable("机构的期限到" + ChineseDates.date(due) + "，没有期满，不能认定为逾期不提交。");
        }
        late(a, today(), "应当在" + ChineseDates.date(due) + "前提交，至今没有提交");
        fail(a, "missing", facts);
    }

    private void late(Assessment a, LocalDate on, String words) {
        if (a.lateOn() == null) {
            jdbc.sql("update assessment set late_on = ? where case_no = ?").params(on, a.caseNo()).update();
        }
        cases.note(a.caseNo(), "assessment-late", words);
    }

    /** The file of scores came back with what is wrong in it. */
    public void scoresFaulty(String caseNo) {
        assessments.state(caseNo, AssessmentState.WORKING);
        notices.issue("assessment-scores-returned", caseNo, Role.JOINT_OFFICE.id(), Map.of("caseNo", caseNo, "institution", institution(caseNo).name()));
    }

    /** Scores have been compared with ours, and those too far apart looked at. */
    @EventListener
    public void on(ScoresReturned returned) {
        assessments.find(returned.orderedBy()).filter(a -> a.in(AssessmentState.COMPARING)).ifPresent(a -> {
            batch.batchUpdate("insert into assessment_score (case_no, scores_no, unit_id, score, own_score, differs, verdict, reasons) values (?, ?, ?, ?, ?, ?, ?, ?)",
                    returned.lines().stream().map(l -> new Object[]{a.caseNo(), returned.scoresNo(), l.unitId(), l.score(), l.ownScore(), l.differs(),
                            l.accepted() == null ? null : l.accepted() ? "accepted" : "rejected", l.reasons()}).toList());
            jdbc.sql("update assessment set scores_no = ?, state = ? where case_no = ?").params(returned.scoresNo(), AssessmentState.REVIEWING.code, a.caseNo()).update();
            long differing = returned.lines().stream().filter(ScoresReturned.Line::differs).count();
            cases.note(a.caseNo(), "assessment-compared", "评分（" + returned.scoresNo() + "）与本系统得分比较完毕：" + returned.lines().size() + "个单位，相差过大经复核的" + differing + "个，其中不采用"
                    + returned.lines().stream().filter(l -> Boolean.FALSE.equals(l.accepted())).count() + "个");
        });
    }

    /** Scores of the latest comparison. */
    @Transactional(readOnly = true)
    public List<ScoreLine> scores(Assessment a) {
        return a.scoresNo() == null ? List.of() : jdbc.sql("select scores_no, unit_id, score, own_score, differs, verdict, reasons from assessment_score where case_no = ? and scores_no = ? order by differs desc, unit_id")
                .params(a.caseNo(), a.scoresNo()).query(Rows.of(ScoreLine.class)).list();
    }

    /**
     * The review of the report.
     *
     * @param decision {@code accept}, {@code return} (once only) or {@code reject}
     * @param fault    row of the table {@code assessment-sanction}; only where it is rejected
     */
    public void review(String caseNo, String decision, String fault, String words) {
        Assessment a = assessments.get(caseNo);
        String found = Assessments.required(words, "审核意见");
        jdbc.sql("update assessment set review = ? where case_no = ?").params(found, caseNo).update();
        switch (decision == null ? "" : decision) {
            case "accept" -> {
                jdbc.sql("update assessment set accepted_on = ?, state = ? where case_no = ?").params(today(), AssessmentState.SUMMARISING.code, caseNo).update();
                cases.note(caseNo, "assessment-accepted", "报告采用：" + found);
                events.publishEvent(new ScoresSettled(a.scoresNo(), true, "第三方评估" + caseNo + "的报告已经审核采用"));
            }
            case "return" -> {
                if (a.round() > 1) {
                    throw Refusal.unprocessable("报告已经退回过一次，不能再次退回。请采用或者不采用。");
                }
                jdbc.sql("update assessment set round = 2, returned_on = ?, returned_why = ?, state = ? where case_no = ?").params(today(), found, AssessmentState.WORKING.code, caseNo).update();
                cases.note(caseNo, "assessment-returned", "报告退回改正（只退回一次）：" + found);
                events.publishEvent(new ScoresSettled(a.scoresNo(), false, "评估报告退回改正，由改正后的评分代替"));
            }
            case "reject" -> {
                events.publishEvent(new ScoresSettled(a.scoresNo(), false, "第三方评估" + caseNo + "的报告审核不采用"));
                fail(a, fault, found);
            }
            default -> throw Refusal.invalid("请选择审核意见。");
        }
    }

    private void fail(Assessment a, String code, String facts) {
        AssessmentRules.Fault fault = rules.fault(code == null ? "" : code, today()).orElseThrow(() -> Refusal.invalid("不采用的，请选择机构的情形。"));
        if (fault.code().equals("again") && a.round() == 1) {
            throw Refusal.unprocessable("报告没有退回过，不能选择“" + fault.label() + "”。");
        }
        jdbc.sql("insert into assessment_sanction (case_no, institution_id, fault, facts, measure, months) values (?, ?, ?, ?, ?, ?)")
                .params(a.caseNo(), a.institutionId(), fault.code(), Assessments.required(facts, "查明的情况"), fault.measure(), fault.months()).update();
        assessments.state(a.caseNo(), AssessmentState.HEARING);
        cases.note(a.caseNo(), "assessment-failed", "报告不采用，情形：" + fault.label() + "。" + facts);
    }

    /** Before anything is decided the institution is told what is held against it, what may follow and that it may state its view. */
    public void tellBeforehand(String caseNo) {
        Sanction s = sanction(caseNo).orElseThrow();
        jdbc.sql("update assessment_sanction set told_on = ? where case_no = ?").params(today(), caseNo).update();
        notices.issue("assessment-beforehand", caseNo, Role.JOINT_OFFICE.id(), Map.of("caseNo", caseNo, "institution", institution(caseNo).name(), "fault", faultWords(s),
                "facts", s.facts(), "measure", s.measureWords()));
        cases.note(caseNo, "assessment-beforehand", "拟对机构" + s.measureWords() + "，告知事实和依据，机构可以陈述意见");
    }

    /** @param stated false where it has expressly nothing to say */
    public void statement(String caseNo, boolean stated, String statement) {
        String words = stated ? Assessments.required(statement, "机构陈述的意见") : "机构书面表示没有意见";
        jdbc.sql("update assessment_sanction set heard = true, statement = ? where case_no = ?").params(words, caseNo).update();
        cases.note(caseNo, "assessment-heard", "机构陈述：" + words);
    }

    public void notHeard(String caseNo) {
        jdbc.sql("update assessment_sanction set heard = false where case_no = ?").param(caseNo).update();
        cases.note(caseNo, "assessment-not-heard", "机构在期限内没有陈述意见");
    }

    /**
     * What follows, never more than was told beforehand.
     *
     * @param decision {@code none}, {@code circular} or {@code disqualify}
     */
    public void decide(String caseNo, String decision, String reasons) {
        Sanction s = sanction(caseNo).orElseThrow();
        boolean disqualify = Sanction.DISQUALIFY.equals(decision);
        if (disqualify && !s.measure().equals(Sanction.DISQUALIFY)) {
            throw Refusal.unprocessable("事先告知的是" + s.measureWords() + "，决定不得更重。请选择通报或者不作处理。");
        }
        String why = Assessments.required(reasons, "决定的理由（对机构的意见逐条答复）");
        LocalDate until = disqualify ? today().plusMonths(s.months()).minusDays(1) : null;
        jdbc.sql("update assessment_sanction set decided = ?, decided_why = ?, decided_by = ?, decided_on = ?, until_on = ? where case_no = ?")
                .params(decision, why, actor.id(), today(), until, caseNo).update();
        cases.note(caseNo, "assessment-sanction-decided", sanction(caseNo).orElseThrow().decidedWords() + (until == null ? "" : "，至" + ChineseDates.date(until)) + "。理由：" + why);
    }

    /** The offices are told; an institution is no public body, so nothing about it goes to the public page (国办发〔2020〕49号: no blacklist of one's own). */
    public void carryOut(String caseNo) {
        Sanction s = sanction(caseNo).orElseThrow();
        if (!s.decided().equals(Sanction.NONE)) {
            Institution institution = institution(caseNo);
            String what = s.decidedWords() + (s.untilOn() == null ? "" : "，至" + ChineseDates.date(s.untilOn()));
            for (Role office : List.of(Role.JOINT_OFFICE, Role.SUPERVISOR, Role.CREDIT_CENTRE)) {
                notices.issue("assessment-sanction", caseNo, office.id(), Map.of("caseNo", caseNo, "institution", institution.name() + "（" + institution.creditCode() + "）",
                        "fault", faultWords(s), "what", what));
            }
        }
        assessments.state(caseNo, AssessmentState.ENDING);
    }

    @Transactional(readOnly = true)
    public Optional<Sanction> sanction(String caseNo) {
        return jdbc.sql("""
                select case_no, institution_id, fault, facts, measure, months, told_on, heard, statement, decided, decided_why, decided_by, decided_on, until_on
                from assessment_sanction where case_no = ?""").param(caseNo).query(Rows.of(Sanction.class)).optional();
    }

    /** All that was decided about institutions, newest first. */
    @Transactional(readOnly = true)
    public List<Sanction> sanctions() {
        return jdbc.sql("""
                select case_no, institution_id, fault, facts, measure, months, told_on, heard, statement, decided, decided_why, decided_by, decided_on, until_on
                from assessment_sanction where decided is not null order by decided_on desc, case_no desc""").query(Rows.of(Sanction.class)).list();
    }

    /** The fault in words, by the table of the day it was told, or of today. */
    @Transactional(readOnly = true)
    public String faultWords(Sanction s) {
        return rules.fault(s.fault(), s.toldOn() == null ? today() : s.toldOn()).map(AssessmentRules.Fault::label).orElse(s.fault());
    }

    /**
     * The summary as it is to be published, or why it is not.
     *
     * @param publish may be false only after the gate has withheld it once
     */
    public void summarise(String caseNo, boolean publish, String title, String summary, String reason) {
        Assessment a = assessments.get(caseNo);
        if (!publish) {
            if (a.unpublishedWhy() == null) {
                throw Refusal.unprocessable("报告摘要应当公布。只有公开审查没有通过、又不能改写的，才可以不公布。");
            }
            String why = Assessments.required(reason, "不公布的理由");
            jdbc.sql("update assessment set unpublished_why = ? where case_no = ?").params(why, caseNo).update();
            cases.note(caseNo, "assessment-unpublished", "摘要不公布：" + why);
            return;
        }
        jdbc.sql("update assessment set summary_title = ?, summary = ? where case_no = ?")
                .params(Institutions.text(title, "标题", 5, 100), Institutions.text(summary, "摘要", 20, 5000), caseNo).update();
        cases.note(caseNo, "assessment-summarised", "摘要拟定，送公开审查");
    }

    /** To the publication gate; of the units' scores only how many there were. */
    public void publish(String caseNo) {
        Assessment a = assessments.get(caseNo);
        List<String> paragraphs = new ArrayList<>(List.of("评估机构：" + institution(caseNo).name(), "评估内容：" + a.aspects(), "评估单位：" + assessments.assessed(caseNo).size() + "个"));
        a.summary().lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(paragraphs::add);
        assessments.state(caseNo, AssessmentState.PUBLISHING);
        events.publishEvent(new PublicationWanted(caseNo, SUMMARY, a.summaryTitle(), paragraphs, List.of(), List.of()));
    }

    /** What the gate has decided about the summary; the process waits for it. */
    @EventListener
    public void on(PublicationDecided decided) {
        if (!decided.kind().equals(SUMMARY)) {
            return;
        }
        assessments.find(decided.originNo()).filter(a -> a.in(AssessmentState.PUBLISHING)).ifPresent(a -> {
            if (decided.published()) {
                jdbc.sql("update assessment set published_on = ?, unpublished_why = null, state = ? where case_no = ?").params(today(), AssessmentState.ENDING.code, a.caseNo()).update();
            } else {
                jdbc.sql("update assessment set unpublished_why = ?, state = ? where case_no = ?").params(decided.reason(), AssessmentState.SUMMARISING.code, a.caseNo()).update();
            }
            cases.note(a.caseNo(), "assessment-summary-decided", decided.published() ? "摘要已公布（" + decided.caseNo() + "）" : "摘要没有通过公开审查（" + decided.caseNo() + "）：" + decided.reason());
            events.publishEvent(new AssessmentSignal(a.caseNo(), AssessmentSignal.SUMMARY_DECIDED, decided.published()));
        });
    }

    /** Published or not, rejected or not: what was handed over is still out there. */
    public void ending(String caseNo) {
        assessments.state(caseNo, AssessmentState.ENDING);
    }

    public void close(String caseNo) {
        Assessment a = assessments.get(caseNo);
        AssessmentState end = a.acceptedOn() == null ? AssessmentState.REJECTED : AssessmentState.COMPLETED;
        assessments.state(caseNo, end);
        String words = end == AssessmentState.REJECTED ? "报告不采用，" + sanction(caseNo).map(Sanction::decidedWords).orElse("")
                : a.publishedOn() == null ? "报告采用，摘要没有公布：" + shortened(a.unpublishedWhy()) : "报告采用，摘要已公布";
        cases.close(caseNo, end.code, words + (a.destroyedOn() == null ? "" : "，移交的数据" + ChineseDates.date(a.destroyedOn()) + "已交回或者销毁"));
    }

    private static String shortened(String words) {
        return words.length() > LONGEST_NOTE ? words.substring(0, LONGEST_NOTE) + "…" : words;
    }

    private Institution institution(String caseNo) {
        return institutions.get(assessments.get(caseNo).institutionId());
    }

    private String name(String unitId) {
        return registry.findUnit(unitId).map(Unit::shortName).orElse(unitId);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
