package org.govintegrity.evaluation;

import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.EvaluationApproved;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.PublicationWanted;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Lot;
import org.govintegrity.common.LotSeeds;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.common.Sha256;
import org.govintegrity.notice.Notices;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.RegistryLoaded;
import org.govintegrity.registry.Role;
import org.govintegrity.registry.Unit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A year's evaluation as a whole: opened, its cohort and figures frozen, units asked, ranked, approved, told, handed over. */
@Service
@Transactional
public class EvaluationService {

    public static final String KIND = "annual-evaluation";
    /** Units a job starts, tells or cancels: a transaction stays short however many there are. */
    static final int STEP = 50;

    private static final List<String> CLAUSES = List.of("三.1", "四.3");
    private static final int CHUNK = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final IndicatorRules rules;
    private final FrozenRules frozen;
    private final FigureCollector figures;
    private final UnitEvaluations units;
    private final UnitScores scores;
    private final Cases cases;
    private final Registry registry;
    private final Notices notices;
    private final LotSeeds seeds;
    private final Actor actor;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    EvaluationService(JdbcClient jdbc, JdbcTemplate batch, IndicatorRules rules, FrozenRules frozen, FigureCollector figures, UnitEvaluations units, UnitScores scores,
                      Cases cases, Registry registry, Notices notices, LotSeeds seeds, Actor actor, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.rules = rules;
        this.frozen = frozen;
        this.figures = figures;
        this.units = units;
        this.scores = scores;
        this.cases = cases;
        this.registry = registry;
        this.notices = notices;
        this.seeds = seeds;
        this.actor = actor;
        this.clock = clock;
        this.events = events;
    }

    /** @param units how many of that grade */
    public record GradeCount(String grade, int units) {
    }

    private record Waiting(String unitCaseNo, String unitId, String unitName) {
    }

    private record Result(String unitCaseNo, String unitId, BigDecimal total, String grade, Integer place) {
    }

    private record Placed(String unitCaseNo, int place) {
    }

    /**
     * Opens this year's evaluation by hand and starts its process, in one transaction.
     *
     * @return the case's number, such as {@code KP-2026-0001}
     * @throws Refusal (conflict) naming the other where the year has one
     */
    public String open() {
        String caseNo = openYear();
        events.publishEvent(new EvaluationSignal(EvaluationSignal.Kind.OPENED, caseNo));
        return caseNo;
    }

    /** What the yearly timer does: opens the year unless somebody has. The process that asks is the one that carries it. */
    public Optional<String> openUnlessThere() {
        return ofYear(today().getYear()).isPresent() ? Optional.empty() : Optional.of(openYear());
    }

    private String openYear() {
        LocalDate today = today();
        int year = today.getYear();
        RuleSet version = rules.on(today);
        List<String> faults = rules.problems(version, today);
        if (!faults.isEmpty()) {
            throw Refusal.unprocessable("指标版本" + version.version() + "不能使用，请管理员修改后重新装载：" + String.join("；", faults) + "。");
        }
        // its number is locked until this commits, so of two who open the same year the second finds the first
        CaseFile file = cases.open(NewCase.numbered("KP", KIND, year + "年度政务诚信考核评价", null, CLAUSES, null));
        ofYear(year).ifPresent(other -> {
            throw Refusal.conflict(year + "年度的考核评价已经开展（" + other + "），一年只开展一次。需要重新开展的，请先取消原来的。");
        });
        jdbc.sql("""
                        insert into evaluation (case_no, eval_year, period_from, period_to, rules_version, rules_text, rules_sha256, state, sample_seed)
                        values (?, ?, ?, ?, ?, ?, ?, 'collecting', ?)""")
                .params(file.caseNo(), year, version.periodFrom(year), version.periodTo(year), version.version(), version.text(), Sha256.hex(version.text()),
                        seeds.next()).update();
        cases.note(file.caseNo(), "rules-frozen", "按指标版本" + version.version() + "（" + version.title() + "）开展，考核期间" + ChineseDates.date(version.periodFrom(year)) + "至"
                + ChineseDates.date(version.periodTo(year)) + "，此后修改指标文件不影响本年度");
        return file.caseNo();
    }

    /** The evaluation of a year, unless it was cancelled. */
    @Transactional(readOnly = true)
    public Optional<String> ofYear(int year) {
        return jdbc.sql("select case_no from evaluation where eval_year = ? and state <> 'cancelled'").param(year).query(String.class).optional();
    }

    /** Fixes which units are evaluated, by which indicators, and which of them are looked at on the spot. Done once however often it is asked. */
    public void freezeCohort(String caseNo) {
        Evaluation evaluation = get(caseNo);
        if (count(caseNo, "1 = 1") > 0) {
            return;
        }
        RuleSet version = frozen.of(caseNo, evaluation.rulesSha256());
        List<Unit> cohort = rules.cohort(version, today());
        if (cohort.isEmpty()) {
            throw Refusal.unprocessable("指标版本" + version.version() + "没有选中任何单位。请管理员核对指标文件中的参评范围，取消本次考核后重新开展。");
        }
        Set<String> sampled = draw(caseNo, cohort, version.sampleShare());
        batch.batchUpdate("insert into evaluation_unit (unit_case_no, case_no, unit_id, unit_name, unit_kind, sampled) values (?, ?, ?, ?, ?, ?)",
                cohort.stream().map(unit -> new Object[]{caseNo + "/" + unit.id(), caseNo, unit.id(), unit.fullName(), unit.kind().title(), sampled.contains(unit.id())}).toList());
        cases.note(caseNo, "cohort-frozen", "参评单位" + cohort.size() + "个");
        cases.note(caseNo, "internal-sample", "随机抽取" + sampled.size() + "个单位抽查自评，抽取种子" + seed(caseNo));
    }

    /**
     * Freezes the next figure. Each is a job of its own, so that one of them failing does not undo the others.
     *
     * @return whether there are more
     */
    public boolean collectNext(String caseNo) {
        Evaluation evaluation = get(caseNo);
        RuleSet version = frozen.of(caseNo, evaluation.rulesSha256());
        Set<String> taken = new HashSet<>(jdbc.sql("select figure_id from evaluation_figure_taken where case_no = ?").param(caseNo).query(String.class).list());
        List<String> missing = figureIds(version).stream().filter(id -> !taken.contains(id)).toList();
        if (!missing.isEmpty()) {
            figures.collect(caseNo, missing.get(0), evaluation.periodFrom(), evaluation.periodTo());
        }
        if (missing.size() > 1) {
            return true;
        }
        jdbc.sql("update evaluation set state = 'trial', figures_at = ? where case_no = ? and state = 'collecting'").params(now(), caseNo).update();
        cases.note(caseNo, "figures-frozen", "系统数据" + figureIds(version).size() + "项已经冻结，可以查看试算得分");
        return false;
    }

    /** @param reason why the evaluation is not to go on; needed where it is stopped */
    public void confirmStart(String caseNo, boolean start, String reason) {
        if (!start) {
            if (reason == null) {
                throw Refusal.invalid("不开展的，请写明理由。");
            }
            jdbc.sql("update evaluation set state = 'cancelled' where case_no = ?").param(caseNo).update();
            cases.close(caseNo, "stopped", "试算后决定不开展：" + reason);
            return;
        }
        if (count(caseNo, "final_at is null") == 0) {
            throw Refusal.unprocessable("参评单位都已撤销或者更名，无法开展。请选择“不开展”，更新单位名录后重新开展。");
        }
        jdbc.sql("update evaluation set state = 'running', started_at = ? where case_no = ?").params(now(), caseNo).update();
        cases.note(caseNo, "started", "试算后确认开展" + (reason == null ? "" : "：" + reason));
    }

    /**
     * Opens the cases of the next units. Whoever opens them starts their processes in the same transaction, so a job that is run again
     * starts none twice.
     *
     * @return their case numbers; empty when all are opened
     */
    public List<String> openNext(String caseNo) {
        Evaluation evaluation = get(caseNo);
        List<Waiting> next = jdbc.sql("""
                        select unit_case_no, unit_id, unit_name from evaluation_unit where case_no = ? and started_at is null and final_at is null
                        order by unit_case_no fetch first ? rows only""").params(caseNo, STEP).query(Rows.of(Waiting.class)).list();
        LocalDate today = today();
        List<Waiting> there = new ArrayList<>();
        for (Waiting unit : next) {
            if (registry.findUnit(unit.unitId()).filter(u -> u.validOn(today)).isPresent()) {
                there.add(unit);
            } else {
                units.leave(unit.unitCaseNo(), "单位已撤销或者更名，不参加排名");
            }
        }
        List<String> opened = cases.openParts(caseNo, UnitEvaluations.KIND, there.stream()
                .map(unit -> new Cases.Part(evaluation.evalYear() + "年度政务诚信考核评价——" + registry.unit(unit.unitId()).shortName(), unit.unitId(), CLAUSES)).toList());
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < there.size(); i++) {
            rows.add(new Object[]{opened.get(i), now(), there.get(i).unitCaseNo()});
        }
        batch.batchUpdate("update evaluation_unit set unit_case_no = ?, started_at = ? where unit_case_no = ?", rows);
        return opened;
    }

    /** Whether units wait for their case. */
    @Transactional(readOnly = true)
    public boolean moreToOpen(String caseNo) {
        return count(caseNo, "started_at is null and final_at is null") > 0;
    }

    /** Gives every unit its place; equal totals share one. */
    public void rank(String caseNo) {
        List<Placed> places = jdbc.sql("""
                        select u.unit_case_no, rank() over (order by s.total desc) as place
                        from evaluation_unit u join evaluation_score s on s.unit_case_no = u.unit_case_no
                        where u.case_no = ? and u.left_reason is null and s.version = (select max(n.version) from evaluation_score n where n.unit_case_no = u.unit_case_no)""")
                .param(caseNo).query(Rows.of(Placed.class)).list();
        for (int from = 0; from < places.size(); from += CHUNK) {
            batch.batchUpdate("update evaluation_unit set place = ? where unit_case_no = ?", places.subList(from, Math.min(places.size(), from + CHUNK)).stream()
                    .map(placed -> new Object[]{placed.place(), placed.unitCaseNo()}).toList());
        }
        jdbc.sql("update evaluation set state = 'scored', ranked_at = ? where case_no = ?").params(now(), caseNo).update();
        cases.note(caseNo, "ranked", "汇总排名：" + gradeWords(caseNo));
    }

    /**
     * The panel submits the ranking to the leader, or has scores worked out again from the marks as they are now.
     *
     * @param unitCaseNos units' cases whose scores are worked out again, separated by line breaks or commas; only where it is not submitted
     */
    public void panel(String caseNo, boolean submit, String unitCaseNos, String reason) {
        if (submit) {
            cases.note(caseNo, "panel", "评审通过，提请审定" + (reason == null ? "" : "：" + reason));
            return;
        }
        List<String> named = unitCaseNos == null ? List.of() : List.of(unitCaseNos.strip().split("[\\s,，、;；]+"));
        if (reason == null || named.isEmpty()) {
            throw Refusal.invalid("退回重算的，请写明理由，并填写需要重算的单位案号（如" + caseNo + "-01），一行一个。");
        }
        for (String unitCaseNo : new HashSet<>(named)) {
            EvaluatedUnit unit = scores.find(unitCaseNo).filter(u -> u.caseNo().equals(caseNo) && u.leftReason() == null)
                    .orElseThrow(() -> Refusal.invalid("“" + (unitCaseNo.length() > 40 ? unitCaseNo.substring(0, 40) + "…" : unitCaseNo) + "”不是本次考核中参加排名的单位案号，请与考核页面核对。"));
            units.takeThirdParty(unit);
            ScoreSheet sheet = scores.compute(unit).sheet();
            scores.write(unit, sheet, "final", "评审退回重算：" + (reason.length() > 150 ? reason.substring(0, 150) + "…" : reason));
            cases.note(unitCaseNo, "scored-again", "评审退回重算：" + reason + "。得分" + UnitEvaluations.plain(sheet.total()));
        }
        cases.note(caseNo, "panel", "评审退回重算" + named.size() + "个单位：" + reason);
    }

    public void approve(String caseNo, boolean approved, String reason) {
        if (!approved) {
            if (reason == null) {
                throw Refusal.invalid("不同意的，请写明理由，退回联席办重新评审。");
            }
            cases.note(caseNo, "approval-refused", "审定未通过，退回评审：" + reason);
            return;
        }
        jdbc.sql("update evaluation set state = 'approved', approved_at = ?, approved_by = ? where case_no = ?").params(now(), actor.id(), caseNo).update();
        cases.note(caseNo, "approved", "考核结果审定通过" + (reason == null ? "" : "：" + reason));
    }

    /**
     * Tells the next units their results and puts these into their files.
     *
     * @return cases of those that failed and owe a plan
     */
    public List<String> tellNext(String caseNo) {
        Evaluation evaluation = get(caseNo);
        List<Result> next = jdbc.sql("""
                        select u.unit_case_no, u.unit_id, s.total, s.grade, u.place from evaluation_unit u join evaluation_score s on s.unit_case_no = u.unit_case_no
                        where u.case_no = ? and u.told_at is null and u.left_reason is null
                        and s.version = (select max(n.version) from evaluation_score n where n.unit_case_no = u.unit_case_no)
                        order by u.place, u.unit_case_no fetch first ? rows only""").params(caseNo, STEP).query(Rows.of(Result.class)).list();
        int ranked = count(caseNo, "left_reason is null");
        for (Result result : next) {
            boolean failed = Grade.FAILED.code.equals(result.grade());
            notices.issue("evaluation-result", result.unitCaseNo(), result.unitId(), Map.of("unit", registry.unit(result.unitId()).fullName(), "caseNo", result.unitCaseNo(),
                    "year", String.valueOf(evaluation.evalYear()), "total", UnitEvaluations.plain(result.total()), "grade", Grade.of(result.grade()).label,
                    "place", String.valueOf(result.place()), "ranked", String.valueOf(ranked),
                    "next", failed ? "请在一个月内按整改通知提交书面整改方案。" : "", "page", "/evaluations/" + caseNo + "/units/" + result.unitId()));
            events.publishEvent(new EvaluationApproved(result.unitId(), evaluation.evalYear(), result.total(), result.grade(), caseNo));
        }
        batch.batchUpdate("update evaluation_unit set told_at = ? where unit_case_no = ?", next.stream().map(result -> new Object[]{now(), result.unitCaseNo()}).toList());
        return next.stream().filter(result -> Grade.FAILED.code.equals(result.grade())).map(Result::unitCaseNo).toList();
    }

    @Transactional(readOnly = true)
    public boolean moreToTell(String caseNo) {
        return count(caseNo, "told_at is null and left_reason is null") > 0;
    }

    /** From now on the results lie ready for the performance assessment, and are on their way to everybody through the publication gate. */
    public void handOver(String caseNo) {
        Evaluation evaluation = get(caseNo);
        RuleSet version = frozen.of(caseNo, evaluation.rulesSha256());
        List<List<String>> rows = jdbc.sql("""
                        select u.place, u.unit_name, s.total, s.grade from evaluation_unit u join evaluation_score s on s.unit_case_no = u.unit_case_no
                        where u.case_no = ? and u.left_reason is null and s.version = (select max(n.version) from evaluation_score n where n.unit_case_no = u.unit_case_no)
                        order by u.place, u.unit_case_no""").param(caseNo)
                .query((row, i) -> List.of(row.getString("place"), row.getString("unit_name"), UnitEvaluations.plain(row.getBigDecimal("total")), Grade.of(row.getString("grade")).label)).list();
        events.publishEvent(new PublicationWanted(caseNo, "evaluation-result", evaluation.evalYear() + "年度政务诚信考核评价结果",
                List.of("按" + version.title() + "（" + version.version() + "）考核，期间" + ChineseDates.date(evaluation.periodFrom()) + "至" + ChineseDates.date(evaluation.periodTo())
                        + "，审定结果如下。"), List.of("名次", "单位", "得分", "等次"), rows));
        jdbc.sql("update evaluation set state = 'handed-over', handed_over_at = ? where case_no = ?").params(now(), caseNo).update();
        Map<String, String> values = Map.of("year", String.valueOf(evaluation.evalYear()), "caseNo", caseNo, "grades", gradeWords(caseNo), "page", "/evaluations/" + caseNo);
        notices.issue("evaluation-results", caseNo, Role.JOINT_OFFICE.id(), values);
        notices.issue("evaluation-results", caseNo, Role.LEADER.id(), values);
    }

    /** The office of the performance assessment has the results. */
    public void confirmHandOver(String caseNo, String receivedBy, LocalDate receivedOn, String receiptNo) {
        if (receivedOn == null || receivedOn.isAfter(today())) {
            throw Refusal.invalid("请填写接收日期，不晚于今天（" + ChineseDates.date(today()) + "）。");
        }
        String receipt = receivedBy + "于" + ChineseDates.date(receivedOn) + "接收" + (receiptNo == null ? "" : "，回执" + receiptNo);
        jdbc.sql("update evaluation set state = 'closed', receipt = ?, closed_at = ? where case_no = ?").params(receipt, now(), caseNo).update();
        cases.close(caseNo, "closed", "考核结果已移交绩效考核：" + receipt);
    }

    /**
     * Cancels an evaluation that is not approved yet; its units are told and end in jobs.
     *
     * @throws Refusal if it is approved or over, or no reason is given
     */
    public void cancel(String caseNo, String reason) {
        if (!get(caseNo).undecided()) {
            throw Refusal.conflict("考核评价" + caseNo + "已经审定或者结束，不能取消。");
        }
        if (reason == null || reason.isBlank() || reason.strip().length() > 150) {
            throw Refusal.invalid("请写明取消的理由，最多150字。");
        }
        jdbc.sql("update evaluation set state = 'cancelled' where case_no = ?").param(caseNo).update();
        cases.close(caseNo, "cancelled", "考核取消：" + reason.strip());
        events.publishEvent(new EvaluationSignal(EvaluationSignal.Kind.CANCELLED, caseNo));
    }

    /**
     * Tells the next units that the evaluation is cancelled.
     *
     * @return the cases whose processes still run and are to end
     */
    public List<String> cancelNext(String caseNo) {
        Evaluation evaluation = get(caseNo);
        List<Waiting> next = jdbc.sql("select unit_case_no, unit_id, unit_name from evaluation_unit where case_no = ? and left_reason is null order by unit_case_no fetch first ? rows only")
                .params(caseNo, STEP).query(Rows.of(Waiting.class)).list();
        List<String> running = new ArrayList<>();
        for (Waiting unit : next) {
            boolean started = cases.find(unit.unitCaseNo()).isPresent();
            if (started) {
                notices.issue("evaluation-cancelled", unit.unitCaseNo(), unit.unitId(), Map.of("unit", registry.unit(unit.unitId()).fullName(), "caseNo", unit.unitCaseNo(),
                        "year", String.valueOf(evaluation.evalYear())));
            }
            if (units.leave(unit.unitCaseNo(), "考核已取消") && started) {
                running.add(unit.unitCaseNo());
            }
        }
        batch.batchUpdate("update evaluation_unit set left_reason = '考核已取消' where unit_case_no = ? and left_reason is null",
                next.stream().map(unit -> new Object[]{unit.unitCaseNo()}).toList());
        return running;
    }

    @Transactional(readOnly = true)
    public boolean moreToCancel(String caseNo) {
        return count(caseNo, "left_reason is null") > 0;
    }

    /** The process was ended from outside. */
    public void abandon(String caseNo) {
        jdbc.sql("update evaluation set state = 'cancelled' where case_no = ? and state <> 'closed'").param(caseNo).update();
        cases.close(caseNo, "cancelled", "流程终止");
    }

    /** A unit that is over takes no further part in what runs. */
    @EventListener
    void on(RegistryLoaded loaded) {
        LocalDate today = today();
        List<Waiting> gone = jdbc.sql("""
                        select u.unit_case_no, u.unit_id, u.unit_name from evaluation_unit u join evaluation e on e.case_no = u.case_no
                        where u.final_at is null and e.state in ('collecting', 'trial', 'running')""")
                .query(Rows.of(Waiting.class)).list().stream().filter(unit -> registry.findUnit(unit.unitId()).filter(u -> u.validOn(today)).isEmpty()).toList();
        for (Waiting unit : gone) {
            units.leave(unit.unitCaseNo(), "单位已撤销或者更名，不参加排名");
            events.publishEvent(new EvaluationSignal(EvaluationSignal.Kind.UNIT_LEFT, unit.unitCaseNo()));
        }
    }

    /** @throws Refusal (not found) naming the number */
    @Transactional(readOnly = true)
    public Evaluation get(String caseNo) {
        return find(caseNo).orElseThrow(() -> Refusal.notFound("没有编号为“" + (caseNo.length() > 40 ? caseNo.substring(0, 40) + "…" : caseNo) + "”的考核评价，请核对编号。"));
    }

    @Transactional(readOnly = true)
    public Optional<Evaluation> find(String caseNo) {
        return jdbc.sql("select case_no, eval_year, period_from, period_to, rules_version, rules_sha256, state, figures_at, started_at, approved_at from evaluation where case_no = ?")
                .param(caseNo).query(Rows.of(Evaluation.class)).optional();
    }

    /** By the score that counts, the best grade first; units that have left are not among them. */
    @Transactional(readOnly = true)
    public List<GradeCount> grades(String caseNo) {
        List<GradeCount> found = jdbc.sql("""
                        select s.grade, count(*) as units from evaluation_unit u join evaluation_score s on s.unit_case_no = u.unit_case_no
                        where u.case_no = ? and u.left_reason is null and s.version = (select max(n.version) from evaluation_score n where n.unit_case_no = u.unit_case_no)
                        group by s.grade""").param(caseNo).query(Rows.of(GradeCount.class)).list();
        return found.stream().sorted(Comparator.comparing(count -> Grade.of(count.grade()))).toList();
    }

    /** Names of those that have failed, by the score that counts. */
    @Transactional(readOnly = true)
    public List<String> failed(String caseNo) {
        return jdbc.sql("""
                        select u.unit_name from evaluation_unit u join evaluation_score s on s.unit_case_no = u.unit_case_no
                        where u.case_no = ? and u.left_reason is null and s.grade = ? and s.version = (select max(n.version) from evaluation_score n where n.unit_case_no = u.unit_case_no)
                        order by u.unit_case_no""").params(caseNo, Grade.FAILED.code).query(String.class).list();
    }

    /** Such as {@code 优秀12个、良好40个；退出1个}. */
    @Transactional(readOnly = true)
    public String gradeWords(String caseNo) {
        int left = count(caseNo, "left_reason is not null");
        return grades(caseNo).stream().map(count -> Grade.of(count.grade()).label + count.units() + "个").collect(Collectors.joining("、")) + (left == 0 ? "" : "；退出" + left + "个");
    }

    @Transactional(readOnly = true)
    public int units(String caseNo) {
        return count(caseNo, "left_reason is null");
    }

    private int count(String caseNo, String condition) {
        return jdbc.sql("select count(*) from evaluation_unit where case_no = ? and " + condition).param(caseNo).query(Integer.class).single();
    }

    private String seed(String caseNo) {
        return jdbc.sql("select sample_seed from evaluation where case_no = ?").param(caseNo).query(String.class).single();
    }

    /** At least one where any share is wanted. */
    private Set<String> draw(String caseNo, List<Unit> cohort, BigDecimal share) {
        int wanted = share.multiply(BigDecimal.valueOf(cohort.size())).setScale(0, RoundingMode.CEILING).intValue();
        return Set.copyOf(Lot.draw(seed(caseNo), cohort.stream().map(Unit::id).toList(), wanted));
    }

    private static List<String> figureIds(RuleSet version) {
        List<String> ids = new ArrayList<>(version.indicators().stream().filter(i -> i.source().figure()).map(Indicator::figure).toList());
        version.vetoes().forEach(veto -> ids.add(veto.figure()));
        return ids.stream().distinct().toList();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private LocalDateTime now() {
        return LocalDateTime.now(clock);
    }
}
