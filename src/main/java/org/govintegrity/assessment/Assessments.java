package org.govintegrity.assessment;

import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.ScoresSettled;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Third-party assessments: opened, planned, found, taken back. One of a year unless the one before came to nothing. */
@Service
@Transactional
public class Assessments {

    public static final String KIND = "third-party-assessment";

    private static final String CLAUSE = "三.2";
    private static final String SELECT = """
            select case_no, eval_year, state, aspects, budget, institution_id, reasons, proposed_by, approved_by, chosen_on, announced_on, work_from, round, returned_on,
                   returned_why, late_on, scores_no, review, accepted_on, summary_title, summary, published_on, unpublished_why, destroyed_on, destruction
            from assessment\s""";

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final Cases cases;
    private final Registry registry;
    private final Notices notices;
    private final DeadlineService deadlines;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Assessments(JdbcClient jdbc, JdbcTemplate batch, Cases cases, Registry registry, Notices notices, DeadlineService deadlines, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.cases = cases;
        this.registry = registry;
        this.notices = notices;
        this.deadlines = deadlines;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Opens this year's assessment by hand.
     *
     * @return the case's number, such as {@code PG-2026-0001}
     * @throws Refusal (conflict) if the year has one that is running or has come to an accepted report
     */
    public String open() {
        int year = today().getYear();
        String caseNo = openYear(year);
        ofYear(year, caseNo).ifPresent(other -> {
            throw Refusal.conflict(year + "年度的第三方评估" + (other.over() ? "已经完成" : "正在进行") + "（" + other.caseNo() + "），一年只开展一次。需要重新开展的，请先撤回原来的。");
        });
        events.publishEvent(AssessmentSignal.of(caseNo, AssessmentSignal.OPENED));
        return caseNo;
    }

    /** What the yearly timer does: opens the year unless somebody has. The process that asks is the one that carries it. */
    public Optional<String> openUnlessThere() {
        int year = today().getYear();
        return ofYear(year, "").isPresent() ? Optional.empty() : Optional.of(openYear(year));
    }

    /** Its number is locked until this commits, so of two who open the same year the second finds the first. */
    private String openYear(int year) {
        String caseNo = cases.open(NewCase.numbered("PG", KIND, year + "年度政务诚信第三方评估", null, List.of(CLAUSE), null)).caseNo();
        jdbc.sql("insert into assessment (case_no, eval_year, state, round) values (?, ?, ?, 1)").params(caseNo, year, AssessmentState.PLANNING.code).update();
        return caseNo;
    }

    private Optional<Assessment> ofYear(int year, String exceptNo) {
        return jdbc.sql(SELECT + "where eval_year = ? and case_no <> ? and state not in (?, ?, ?) order by case_no").params(year, exceptNo, AssessmentState.REJECTED.code,
                AssessmentState.NOBODY.code, AssessmentState.WITHDRAWN.code).query(Rows.of(Assessment.class)).list().stream().findFirst();
    }

    /** @throws Refusal (not found) */
    @Transactional(readOnly = true)
    public Assessment get(String caseNo) {
        return find(caseNo).orElseThrow(() -> Refusal.notFound("没有编号为“" + (caseNo.length() > 40 ? caseNo.substring(0, 40) + "…" : caseNo) + "”的第三方评估，请从列表进入。"));
    }

    @Transactional(readOnly = true)
    public Optional<Assessment> find(String caseNo) {
        return jdbc.sql(SELECT + "where case_no = ?").param(caseNo).query(Rows.of(Assessment.class)).optional();
    }

    /** Newest first. @param state null for all. @param year null for all */
    @Transactional(readOnly = true)
    public List<Assessment> list(AssessmentState state, Integer year) {
        return jdbc.sql(SELECT + "where 1 = 1" + (state == null ? "" : " and state = :state") + (year == null ? "" : " and eval_year = :year") + " order by eval_year desc, case_no desc")
                .param("state", state == null ? null : state.code).param("year", year).query(Rows.of(Assessment.class)).list();
    }

    @Transactional(readOnly = true)
    public List<AssessedUnit> units(String caseNo) {
        return jdbc.sql("select unit_id, excluded_why, told_on from assessment_unit where case_no = ? order by unit_id").param(caseNo).query(Rows.of(AssessedUnit.class)).list();
    }

    /** Ids of the units that are assessed, without those excluded. */
    @Transactional(readOnly = true)
    public List<String> assessed(String caseNo) {
        return units(caseNo).stream().filter(AssessedUnit::assessed).map(AssessedUnit::unitId).toList();
    }

    /**
     * Takes the plan in.
     *
     * @param unitIds the units to be assessed; empty for all there are today
     */
    public void plan(String caseNo, List<String> unitIds, String aspects, String budget) {
        List<Unit> there = registry.unitsOn(today());
        List<String> chosen = unitIds.isEmpty() ? there.stream().map(Unit::id).toList() : unitIds.stream().distinct().toList();
        chosen.forEach(id -> there.stream().filter(u -> u.id().equals(id)).findFirst()
                .orElseThrow(() -> Refusal.invalid("单位“" + id + "”不存在或者已撤销，请从列表中选择。")));
        jdbc.sql("delete from assessment_unit where case_no = ?").param(caseNo).update();
        batch.batchUpdate("insert into assessment_unit (case_no, unit_id) values (?, ?)", chosen.stream().map(id -> new Object[]{caseNo, id}).toList());
        jdbc.sql("update assessment set aspects = ?, budget = ?, state = ? where case_no = ?")
                .params(required(aspects, "评估内容"), required(budget, "经费依据"), AssessmentState.CHOOSING.code, caseNo).update();
        cases.note(caseNo, "assessment-planned", "评估" + chosen.size() + "个单位。评估内容：" + aspects.strip() + "。经费依据：" + budget.strip());
    }

    /**
     * The office takes it back; what was handed over has still to be given back or destroyed.
     *
     * @throws Refusal if the report is accepted, or it is over
     */
    public void withdraw(String caseNo, String reason) {
        Assessment a = get(caseNo);
        if (a.over() || a.acceptedOn() != null) {
            throw Refusal.conflict("评估" + caseNo + (a.over() ? "已经结束" : "的报告已经采用") + "，不能撤回。");
        }
        if (a.in(AssessmentState.HEARING, AssessmentState.ENDING)) {
            throw Refusal.conflict("正在处理不合格的机构、确认数据销毁，不能撤回。请办完为止。");
        }
        String words = required(reason, "撤回的理由");
        if (words.length() > 200) {
            throw Refusal.invalid("撤回的理由最多200字，现有" + words.length() + "字，请压缩。");
        }
        cases.note(caseNo, "assessment-withdrawn", "联席办撤回评估：" + words);
        events.publishEvent(AssessmentSignal.of(caseNo, AssessmentSignal.WITHDRAWN));
    }

    /**
     * What follows a withdrawal: scores are not used, units that were told hear of it.
     *
     * @return whether data were handed over that have to be given back
     */
    public boolean withdrawn(String caseNo) {
        Assessment a = get(caseNo);
        if (a.scoresNo() != null) {
            events.publishEvent(new ScoresSettled(a.scoresNo(), false, "评估已经撤回"));
        }
        state(caseNo, AssessmentState.ENDING);
        units(caseNo).stream().filter(u -> u.toldOn() != null).forEach(u -> notices.issue("assessment-withdrawn", caseNo, u.unitId(),
                Map.of("unit", registry.unit(u.unitId()).fullName(), "caseNo", caseNo, "year", String.valueOf(a.evalYear()))));
        return handedOver(caseNo);
    }

    @Transactional(readOnly = true)
    public boolean handedOver(String caseNo) {
        return jdbc.sql("select count(*) from assessment_data where case_no = ? and state = ?").params(caseNo, DataSet.HANDED).query(Integer.class).single() > 0;
    }

    public void closeWithdrawn(String caseNo) {
        state(caseNo, AssessmentState.WITHDRAWN);
        cases.close(caseNo, AssessmentState.WITHDRAWN.code, "联席办撤回");
    }

    /** At the end of a process that was ended from outside: no open case is left behind. */
    public void abandon(String caseNo) {
        if (!get(caseNo).over()) {
            state(caseNo, AssessmentState.WITHDRAWN);
        }
        cases.close(caseNo, "cancelled", "流程终止");
    }

    /** Last day for the report of this round; empty while the institution has not begun. */
    @Transactional(readOnly = true)
    public Optional<LocalDate> reportDue(Assessment a) {
        LocalDate from = a.round() == 1 ? a.workFrom() : a.returnedOn();
        CaseFile file = cases.get(a.caseNo());
        return from == null ? Optional.empty() : Optional.of(deadlines.due(reportRule(a), from, file.openedOn()).due());
    }

    static String reportRule(Assessment a) {
        return a.round() == 1 ? "assessment.report" : "assessment.correction";
    }

    void state(String caseNo, AssessmentState state) {
        jdbc.sql("update assessment set state = ? where case_no = ?").params(state.code, caseNo).update();
    }

    static String required(String typed, String what) {
        if (typed == null || typed.isBlank()) {
            throw Refusal.invalid("请填写" + what + "。");
        }
        return typed.strip();
    }

    static LocalDate past(LocalDate day, LocalDate today, String what) {
        if (day == null) {
            throw Refusal.invalid("请填写" + what + "。");
        }
        if (day.isAfter(today)) {
            throw Refusal.invalid(what + ChineseDates.date(day) + "还没有到，请核对。");
        }
        return day;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
