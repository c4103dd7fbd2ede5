package org.govintegrity.escalation;

import org.camunda.bpm.engine.task.Task;
import org.govintegrity.calendar.CalendarService;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.DueMove;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.LadderStep;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.scenario.ProcessTest;
import org.govintegrity.scenario.StatementCounter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.transaction.support.TransactionTemplate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;

class EscalationProcessTest extends ProcessTest {

    private static final String UNIT = "caizhengju";
    private static final String OTHER = "jiaotongju";

    @Autowired
    private LadderService ladder;
    @Autowired
    private EscalationService escalations;
    @Autowired
    private CalendarService calendar;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private StatementCounter statements;
    @Value("${spring.datasource.url}")
    private String database;

    private String caseNo;
    private Task selfCheck;

    /** A unit inspection dispatched on Monday 2 March 2026: the self-check is due on Monday 16 March. */
    @BeforeEach
    void aUnitHasToCheckItself() {
        open();
    }

    private void open() {
        caseNo = transaction.execute(status -> {
            CaseFile inspection = cases.open(NewCase.numbered("JC", "inspection", "承诺检查", null, List.of("三.5"), null));
            CaseFile part = cases.open(NewCase.part(inspection.caseNo(), "unit-inspection", "承诺检查——财政局", UNIT, List.of("三.5")));
            jdbc.sql("insert into inspection (case_no, kind, authority, approver, period_from, period_to, cancelled, signed) values (?, 'SPECIAL', '文号', '区长', ?, ?, false, false)")
                    .params(inspection.caseNo(), LocalDate.of(2026, 3, 2), LocalDate.of(2026, 6, 1)).update();
            jdbc.sql("insert into inspection_unit (case_no, unit_id, unit_case_no) values (?, ?, ?)").params(inspection.caseNo(), UNIT, part.caseNo()).update();
            jdbc.sql("insert into inspection_item (case_no, method, text) values (?, 'DOCUMENTS', '台账')").param(inspection.caseNo()).update();
            cases.setMembers(part.caseNo(), "team", List.of("inspector1", "inspector2"));
            return part.caseNo();
        });
        runtime.startProcessInstanceByKey("unit-inspection", caseNo);
        runJobs(caseNo);
        selfCheck = task("userTask_submitSelfCheck", caseNo);
        assertThat(book.get(selfCheck.getId()).dueOn()).isEqualTo(LocalDate.of(2026, 3, 16));
    }

    /** A limit of one working day: whoever has just got the task is not reminded at once, but while there is time. */
    @Test
    void aShortTaskIsRemindedOfOnTheNextWorkingDayOnly() {
        moveClockTo(LocalDateTime.of(2026, 3, 6, 9, 0));   // a Friday
        String extension = as(UNIT + "head", () -> escalations.requestExtension(selfCheck.getId(), 3, "材料较多", UNIT + "head"));
        runJobs(extension);
        String decision = task("userTask_decideExtension", extension).getId();
        assertThat(book.get(decision).dueOn()).isEqualTo(LocalDate.of(2026, 3, 10));
        assertThat(book.get(decision).nextStepAt()).isEqualTo(LocalDateTime.of(2026, 3, 9, 0, 0));
        sweepAt(2026, 3, 6, 23);
        assertThat(ladder.stepsOf(extension)).isEmpty();
        sweepAt(2026, 3, 9, 8);
        assertThat(ladder.stepsOf(extension)).extracting(StepTaken::step).containsExactly(LadderStep.REMINDER);
    }

    @Test
    void theLadderIsClimbedStepByStepEachOnce() {
        sweepAt(2026, 3, 10, 23);
        assertThat(steps()).isEmpty();
        sweepAt(2026, 3, 11, 8);
        sweepAt(2026, 3, 11, 9);
        assertThat(steps()).containsExactly(LadderStep.REMINDER);
        assertThat(noticesTo("escalation-reminder")).containsExactlyInAnyOrder(UNIT, UNIT + "head");
        sweepAt(2026, 3, 16, 20);
        assertThat(steps()).containsExactly(LadderStep.REMINDER);
        sweepAt(2026, 3, 17, 0);
        assertThat(steps()).containsExactly(LadderStep.REMINDER, LadderStep.YELLOW);
        assertThat(noticesTo("escalation-yellow")).containsExactly(UNIT + "head");
        sweepAt(2026, 3, 19, 0);
        sweepAt(2026, 3, 19, 1);
        assertThat(steps()).containsExactly(LadderStep.REMINDER, LadderStep.YELLOW, LadderStep.RED);
        assertThat(noticesTo("escalation-red")).containsExactlyInAnyOrder(UNIT + "head", "jointoffice");
        sweepAt(2026, 3, 23, 23);
        assertThat(steps()).hasSize(3);
        sweepAt(2026, 3, 24, 0);
        sweepAt(2026, 3, 25, 0);
        sweepAt(2026, 5, 25, 0);
        assertThat(steps()).containsExactly(LadderStep.values());
        assertThat(cards(UNIT)).isEqualTo(new Cards(UNIT, 1, 1, 1));
    }

    /** The self-check is due on 16 March; what was done on that day is in time, and the day after it is not. */
    @Test
    void aTaskIsInTimeUntilTheEndOfItsLastDay() {
        LocalDate due = LocalDate.of(2026, 3, 16);
        assertThat(onTime(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31))).as("not over yet").isEmpty();
        moveClockTo(due.atTime(23, 59));
        assertThat(onTime(due, due)).as("its last day is not over").isEmpty();
        moveClockTo(due.plusDays(1).atTime(0, 0));
        assertThat(onTime(due, due)).hasValueSatisfying(row -> {
            assertThat(row.amount()).isZero();
            assertThat(row.base()).isEqualByComparingTo("1");
            assertThat(row.unitId()).isEqualTo(UNIT);
            assertThat(row.words()).contains(caseNo, "2026年3月16日", "逾期未办结");
            assertThat(row.link()).isEqualTo("/cases/" + caseNo);
        });
        complete("userTask_submitSelfCheck", caseNo, UNIT + "1", Map.of("problemsFound", "no", "report", "无"));
        assertThat(onTime(due, due)).as("done later is not seen from then").hasValueSatisfying(row -> assertThat(row.words()).contains("逾期未办结"));
        assertThat(onTime(due, due.plusDays(1))).hasValueSatisfying(row -> assertThat(row.words()).contains("2026年3月17日逾期办结"));
        assertThat(onTime(due.plusDays(1), due.plusDays(30))).as("it counts once, where its limit ends").isEmpty();
        assertThat(onTime(due.minusDays(30), due.minusDays(1))).isEmpty();

        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 0));
        open();
        LocalDate again = book.get(selfCheck.getId()).dueOn();
        moveClockTo(again.atTime(23, 59));
        complete("userTask_submitSelfCheck", caseNo, UNIT + "1", Map.of("problemsFound", "no", "report", "无"));
        assertThat(onTime(again, again)).hasValueSatisfying(row -> {
            assertThat(row.amount()).isEqualByComparingTo("1");
            assertThat(row.words()).contains("按期办结");
        });
    }

    @Test
    void onlyDutiesOfUnitsCountAndNotThoseOfTheEvaluationItself() {
        transaction.executeWithoutResult(status -> {
            book.open("right-task", caseNo, "x", "userTask_x", "申请复核", null, UNIT + "head", "inspection.self-check", false);
            book.open("role-task", caseNo, "x", "userTask_x", "审核", null, "supervisor", "inspection.self-check", true);
            book.open("own-report", caseNo, "unit-evaluation", "userTask_selfReport", "自评", null, UNIT, "inspection.self-check", true);
            book.open("head-task", caseNo, "x", "userTask_x", "送达（于海）", null, UNIT + "head", "inspection.self-check", true);
            book.open("off-task", caseNo, "x", "userTask_x", "签收", null, UNIT, "inspection.self-check", true);
            book.close("off-task", "cancelled");
        });
        sweepAt(2026, 3, 19, 1);
        List<FigureRow> all = figure("tasks.on-time", LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 18));
        assertThat(all).extracting(FigureRow::ref).contains("head-task").doesNotContain("right-task", "role-task", "own-report", "off-task");
        assertThat(all).filteredOn(row -> row.ref().equals("head-task")).singleElement()
                .satisfies(row -> assertThat(row.words()).contains("“送达”").doesNotContain("于海"));
        assertThat(figure("tasks.yellow-cards", LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31))).filteredOn(row -> row.link().endsWith(caseNo))
                .extracting(FigureRow::ref).containsExactlyInAnyOrder(selfCheck.getId(), "head-task");
        jdbc.sql("delete from casefile_task where task_id in ('right-task', 'role-task', 'own-report', 'head-task', 'off-task')").update();
    }

    @Test
    void cardsCountOnTheDayTheyAreGiven() {
        sweepAt(2026, 3, 17, 0);
        sweepAt(2026, 3, 19, 0);
        LocalDate yellow = LocalDate.of(2026, 3, 17);
        assertThat(figureRow("tasks.yellow-cards", selfCheck.getId(), yellow, yellow)).hasValueSatisfying(row -> {
            assertThat(row.amount()).isEqualByComparingTo("1");
            assertThat(row.unitId()).isEqualTo(UNIT);
            assertThat(row.words()).contains("黄牌", caseNo);
        });
        assertThat(figureRow("tasks.yellow-cards", selfCheck.getId(), yellow.minusDays(9), yellow.minusDays(1))).isEmpty();
        assertThat(figureRow("tasks.yellow-cards", selfCheck.getId(), yellow.plusDays(1), yellow.plusDays(9))).isEmpty();
        assertThat(figureRow("tasks.red-cards", selfCheck.getId(), yellow, yellow)).isEmpty();
        assertThat(figureRow("tasks.red-cards", selfCheck.getId(), yellow, yellow.plusDays(2))).hasValueSatisfying(row -> assertThat(row.words()).contains("红牌"));
    }

    private Optional<FigureRow> onTime(LocalDate from, LocalDate to) {
        return figureRow("tasks.on-time", selfCheck.getId(), from, to);
    }

    @Test
    void aLadderThatWasNotSweptForLongIsClimbedInOneGo() {
        sweepAt(2026, 4, 20, 9);
        assertThat(steps()).containsExactly(LadderStep.values());
        sweepAt(2026, 4, 20, 10);
        assertThat(steps()).hasSize(4);
    }

    @Test
    void theInterviewIsHeldAndItsDemandsAreServed() {
        sweepAt(2026, 3, 24, 9);
        String interview = interview();
        assertThat(refusalOf(() -> complete("userTask_holdInterview", interview, "joint1", held("2026-04-01")))).hasMessageContaining("还没有到");
        assertThat(refusalOf(() -> complete("userTask_holdInterview", interview, UNIT + "head", held("2026-03-24"))).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        complete("userTask_holdInterview", interview, "joint1", held("2026-03-24"));
        assertThat(ended(interview)).isTrue();
        assertThat(cases.get(interview).outcome()).isEqualTo("held");
        assertThat(jdbc.sql("select addressee from notice where template = 'escalation-interview-record' and case_no = ?").param(interview).query(String.class).list())
                .containsExactly(UNIT + "head");
    }

    @Test
    void theStepsCountWorkingDaysAcrossAHoliday() {
        jdbc.sql("update casefile_task set next_step_at = null").update();   // this test is about its own task only
        moveClockTo(LocalDateTime.of(2026, 9, 14, 9, 0));
        caseNo = transaction.execute(status -> cases.open(NewCase.numbered("JC", "unit-inspection", "国庆前的检查", UNIT, List.of("三.5"), null)).caseNo());
        var entry = book.open("holiday-task", caseNo, "unit-inspection", "userTask_x", "提交材料", null, UNIT, "inspection.self-check", true);
        // 14 September + 10 working days, with 20 September worked and 25–27 off
        assertThat(entry.dueOn()).isEqualTo(LocalDate.of(2026, 9, 28));
        assertThat(entry.nextStepAt()).isEqualTo(LocalDate.of(2026, 9, 22).atStartOfDay());
        sweepAt(2026, 9, 30, 23);
        assertThat(ladder.stepsOf(caseNo)).extracting(StepTaken::step).containsExactly(LadderStep.REMINDER, LadderStep.YELLOW);
        sweepAt(2026, 10, 1, 0);
        assertThat(ladder.stepsOf(caseNo)).extracting(StepTaken::step).contains(LadderStep.RED);
        sweepAt(2026, 10, 10, 12);
        assertThat(ladder.stepsOf(caseNo)).extracting(StepTaken::step).doesNotContain(LadderStep.INTERVIEW);
        sweepAt(2026, 10, 11, 0);
        assertThat(ladder.stepsOf(caseNo)).extracting(StepTaken::step).contains(LadderStep.INTERVIEW);
    }

    @Test
    void whoIsDoneClimbsNoMore() {
        sweepAt(2026, 3, 17, 0);
        complete("userTask_submitSelfCheck", caseNo, UNIT + "1", Map.of("problemsFound", "no", "report", "无"));
        sweepAt(2026, 3, 24, 0);
        assertThat(steps()).containsExactly(LadderStep.REMINDER, LadderStep.YELLOW);
    }

    @Test
    void anIdleSweepCostsOneQuery() {
        moveClockTo(LocalDateTime.of(2026, 3, 3, 9, 0));
        ladder.sweep();
        int before = statements.count();
        ladder.sweep();
        assertThat(statements.count() - before).isEqualTo(1);
        String plan = transaction.execute(status -> {
            if (onPostgres()) {
                jdbc.sql("set local enable_seqscan = off").update();   // the table is too small here for PostgreSQL to want an index
            }
            return String.join("\n", jdbc.sql("explain select task_id from casefile_task where next_step_at <= timestamp '2026-01-01 00:00:00'")
                    .query(String.class).list());
        });
        assertThat(plan).containsIgnoringCase("ix_casefile_task_ladder");
    }

    @Test
    void twoSweepsAtOnceTakeEachStepOnce() throws Exception {
        moveClockTo(LocalDateTime.of(2026, 4, 20, 9, 0));
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        List<Future<Integer>> sweeps = List.of(nodes.submit(() -> ladder.sweep()), nodes.submit(() -> ladder.sweep()));
        for (Future<Integer> sweep : sweeps) {
            sweep.get();
        }
        nodes.shutdown();
        ladder.sweep();
        assertThat(steps()).containsExactly(LadderStep.values());
        assertThat(noticesTo("escalation-yellow")).hasSize(1);
        assertThat(jdbc.sql("select count(*) from casefile_case where case_no like 'YT-%' and parent_no = ?").param(caseNo).query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void theTimerSweeps() {
        moveClockTo(LocalDateTime.of(2026, 3, 11, 9, 0));
        var timer = management.createJobQuery().timers().processDefinitionKey("escalation").singleResult();
        management.executeJob(timer.getId());
        management.createJobQuery().messages().processDefinitionKey("escalation").list().forEach(job -> management.executeJob(job.getId()));
        assertThat(steps()).containsExactly(LadderStep.REMINDER);
        assertThat(management.createJobQuery().timers().processDefinitionKey("escalation").count()).isEqualTo(1);
    }

    @Test
    void handedBackAndDesignatedElsewhere() {
        moveClockTo(LocalDateTime.of(2026, 3, 5, 9, 0));
        as(UNIT + "1", () -> tasks.claim(selfCheck.getId(), UNIT + "1"));
        String handBack = as(UNIT + "1", () -> escalations.requestHandBack(selfCheck.getId(), "该承诺由交通局作出", UNIT + "1"));
        assertThat(refusalOf(() -> complete("userTask_designateUnit", handBack, "joint1", Map.of("unit", "nosuch", "reason", "x")))).hasMessageContaining("nosuch");
        String home = registry.person("inspector1").unitId();
        assertThat(refusalOf(() -> complete("userTask_designateUnit", handBack, "joint1", Map.of("unit", home, "reason", "x"))).kind()).isNotNull();
        complete("userTask_designateUnit", handBack, "joint1", Map.of("unit", OTHER, "reason", "职责在交通局"));

        assertThat(cases.get(caseNo).unitId()).isEqualTo(OTHER);
        Task passed = task("userTask_submitSelfCheck", caseNo);
        assertThat(passed.getAssignee()).isNull();
        assertThat(passed.getDueDate()).isEqualTo(ChineseDates.endOfDay(LocalDate.of(2026, 3, 19)));
        assertThat(as(OTHER + "1", () -> tasks.createTaskQuery().processInstanceBusinessKey(caseNo).count())).isEqualTo(1);
        for (String before : List.of(UNIT + "1", UNIT + "2", UNIT + "head")) {
            assertThat(as(before, () -> tasks.createTaskQuery().processInstanceBusinessKey(caseNo).count())).as(before).isZero();
        }
        assertThat(noticesTo("escalation-designated")).containsExactlyInAnyOrder(UNIT, OTHER);
        assertThat(jdbc.sql("select unit_id from inspection_unit where unit_case_no = ?").param(caseNo).query(String.class).single()).isEqualTo(OTHER);
        assertThat(cases.get(handBack).outcome()).isEqualTo("passed");
        // the designation is final
        Refusal again = refusalOf(() -> escalations.requestHandBack(selfCheck.getId(), "也不是我们的", OTHER + "1"));
        assertThat(again.getMessage()).contains("最终");
        complete("userTask_submitSelfCheck", caseNo, OTHER + "1", Map.of("problemsFound", "no", "report", "无"));
    }

    @Test
    void aUnitInspectedForTheSameClauseIsNotDesignated() {
        transaction.executeWithoutResult(status -> {
            CaseFile other = cases.open(NewCase.numbered("JC", "inspection", "另一检查", null, List.of("三.5"), null));
            jdbc.sql("insert into inspection (case_no, kind, authority, approver, period_from, period_to, cancelled, signed) values (?, 'SPECIAL', '文号', '区长', ?, ?, false, false)")
                    .params(other.caseNo(), LocalDate.of(2026, 3, 2), LocalDate.of(2026, 6, 1)).update();
            jdbc.sql("insert into inspection_clause (case_no, clause) values (?, '三.5')").param(other.caseNo()).update();
            jdbc.sql("insert into inspection_unit (case_no, unit_id) values (?, ?)").params(other.caseNo(), OTHER).update();
        });
        String handBack = escalations.requestHandBack(selfCheck.getId(), "不是我们的", UNIT + "1");
        Refusal refusal = refusalOf(() -> complete("userTask_designateUnit", handBack, "joint1", Map.of("unit", OTHER, "reason", "职责在交通局")));
        assertThat(refusal.getMessage()).contains("不得重复检查");
        assertThat(cases.get(caseNo).unitId()).isEqualTo(UNIT);
        assertThat(task("userTask_designateUnit", handBack)).isNotNull();
    }

    @Test
    void handedBackAndConfirmed() {
        String handBack = escalations.requestHandBack(selfCheck.getId(), "不是我们的", UNIT + "1");
        complete("userTask_designateUnit", handBack, "joint1", Map.of("unit", UNIT, "reason", "职责明确"));
        assertThat(cases.get(caseNo).unitId()).isEqualTo(UNIT);
        assertThat(book.get(selfCheck.getId()).dueOn()).isEqualTo(LocalDate.of(2026, 3, 16));
        assertThat(cases.get(handBack).outcome()).isEqualTo("confirmed");
    }

    @Test
    void aHandBackOnTheSixthDayIsRefusedNamingTheFifth() {
        moveClockTo(LocalDateTime.of(2026, 3, 9, 23, 0));
        moveClockTo(LocalDateTime.of(2026, 3, 10, 9, 0));
        Refusal late = refusalOf(() -> escalations.requestHandBack(selfCheck.getId(), "不是我们的", UNIT + "1"));
        assertThat(late.kind()).isEqualTo(Refusal.Kind.UNPROCESSABLE);
        assertThat(late.getMessage()).contains("2026年3月9日");
    }

    @Test
    void handBackNeedsAReasonTheRightUnitAndTheRightStep() {
        assertThat(refusalOf(() -> escalations.requestHandBack(selfCheck.getId(), " ", UNIT + "1"))).hasMessageContaining("理由");
        assertThat(refusalOf(() -> escalations.requestHandBack(selfCheck.getId(), "字".repeat(1001), UNIT + "1"))).hasMessageContaining("1000字");
        assertThat(refusalOf(() -> escalations.requestHandBack(selfCheck.getId(), "x", OTHER + "1")).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(refusalOf(() -> escalations.requestHandBack("nosuchtask", "x", OTHER + "1")).kind()).isEqualTo(Refusal.Kind.NOT_FOUND);
    }

    @Test
    void extendedOnceWithinTheCap() {
        assertThat(refusalOf(() -> escalations.requestExtension(selfCheck.getId(), 6, "材料多", UNIT + "head"))).hasMessageContaining("最多延长5个工作日");
        assertThat(refusalOf(() -> escalations.requestExtension(selfCheck.getId(), 0, "材料多", UNIT + "head"))).hasMessageContaining("最多延长5个工作日");
        assertThat(refusalOf(() -> escalations.requestExtension(selfCheck.getId(), 5, "材料多", UNIT + "1"))).hasMessageContaining("负责人");
        assertThat(refusalOf(() -> escalations.requestExtension(selfCheck.getId(), 5, null, UNIT + "head"))).hasMessageContaining("理由");
        String extension = escalations.requestExtension(selfCheck.getId(), 5, "材料多", UNIT + "head");
        assertThat(book.get(selfCheck.getId()).dueOn()).isEqualTo(LocalDate.of(2026, 3, 16));   // asking alone moves nothing
        complete("userTask_decideExtension", extension, "supervisor1", Map.of("decision", "grant"));
        assertThat(book.get(selfCheck.getId()).dueOn()).isEqualTo(LocalDate.of(2026, 3, 23));
        assertThat(task("userTask_submitSelfCheck", caseNo).getDueDate()).isEqualTo(ChineseDates.endOfDay(LocalDate.of(2026, 3, 23)));
        assertThat(book.movesOf(caseNo)).extracting(DueMove::newDue).containsExactly(LocalDate.of(2026, 3, 23));
        assertThat(noticesTo("escalation-extension")).containsExactly(UNIT);
        assertThat(refusalOf(() -> escalations.requestExtension(selfCheck.getId(), 1, "还不够", UNIT + "head")).kind()).isEqualTo(Refusal.Kind.CONFLICT);
        sweepAt(2026, 3, 17, 0);
        assertThat(steps()).isEmpty();
    }

    @Test
    void anExtensionMayBeRefusedWithAReason() {
        String extension = escalations.requestExtension(selfCheck.getId(), 5, "材料多", UNIT + "head");
        assertThat(refusalOf(() -> complete("userTask_decideExtension", extension, "supervisor1", Map.of("decision", "refuse")))).hasMessageContaining("理由");
        complete("userTask_decideExtension", extension, "supervisor1", Map.of("decision", "refuse", "reason", "时间足够"));
        assertThat(book.get(selfCheck.getId()).dueOn()).isEqualTo(LocalDate.of(2026, 3, 16));
        assertThat(cases.get(extension).outcome()).isEqualTo("refused");
    }

    @Test
    void noExtensionAfterTheDueDateOrWhereTheRuleHasNone() {
        moveClockTo(LocalDateTime.of(2026, 3, 17, 0, 30));
        assertThat(refusalOf(() -> escalations.requestExtension(selfCheck.getId(), 5, "材料多", UNIT + "head"))).hasMessageContaining("2026年3月16日");
        transaction.executeWithoutResult(s -> book.open("no-cap", caseNo, "x", "x", "签署", null, UNIT + "head", "inspection.fact-sheet", true));
        assertThat(refusalOf(() -> escalations.requestExtension("no-cap", 1, "x", UNIT + "head"))).hasMessageContaining("不得延长");
    }

    @Test
    void aNewHolidayNoticeMovesDueDatesAndTimersWithATrace() throws Exception {
        String notice = Files.readString(Path.of("seeds/wendeng/calendar/2026.csv"));
        try {
            // suppose 12 and 13 March become days off
            String changed = notice + "2026-03-12,休,临时放假,通知\n2026-03-13,休,临时放假,通知\n";
            String noticeNo = jdbc.sql("select notice_no from notice where case_no = ?").param(caseNo).query(String.class).list().get(0);
            moveClockTo(LocalDateTime.of(2026, 3, 3, 9, 0));
            as("admin", () -> calendar.loadYear("2026.csv", changed.replace("2026-03-12", "2026-03-03").getBytes(StandardCharsets.UTF_8), "admin"));
            assertThat(book.get(selfCheck.getId()).dueOn()).isEqualTo(LocalDate.of(2026, 3, 18));
            assertThat(task("userTask_submitSelfCheck", caseNo).getDueDate()).isEqualTo(ChineseDates.endOfDay(LocalDate.of(2026, 3, 18)));
            assertThat(tasks.getVariableLocalTyped(selfCheck.getId(), "brief").toString()).contains("2026年3月18日");
            assertThat(book.movesOf(caseNo)).singleElement().satisfies(move -> {
                assertThat(move.oldDue()).isEqualTo(LocalDate.of(2026, 3, 16));
                assertThat(move.newDue()).isEqualTo(LocalDate.of(2026, 3, 18));
                assertThat(move.why()).contains("2026.csv");
            });
            // the notice's timer: two working days from 2 March, the 3rd now being off
            String instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(noticeNo).singleResult().getId();
            assertThat(management.createJobQuery().processInstanceId(instance).timers().singleResult().getDuedate())
                    .isEqualTo(ChineseDates.endOfDay(LocalDate.of(2026, 3, 5)));
            assertThat(book.movesOf(noticeNo)).extracting(DueMove::newDue).containsExactly(LocalDate.of(2026, 3, 5));
        } finally {
            calendar.loadYear("2026.csv", notice.getBytes(StandardCharsets.UTF_8), "system");
        }
    }

    // ---------------------------------------------------------------------------------------------------------------

    private boolean onPostgres() {
        return database.startsWith("jdbc:postgresql:");
    }

    private void sweepAt(int year, int month, int day, int hour) {
        moveClockTo(LocalDateTime.of(year, month, day, hour, 0, 30));
        ladder.sweep();
    }

    private List<LadderStep> steps() {
        return ladder.stepsOf(caseNo).stream().filter(step -> step.taskId().equals(selfCheck.getId())).map(StepTaken::step).toList();
    }

    private Cards cards(String unit) {
        int[] counts = new int[3];
        ladder.stepsOf(caseNo).stream().filter(s -> unit.equals(s.unitId())).forEach(s -> counts[Math.max(0, s.step().ordinal() - 1)] += s.step() == LadderStep.REMINDER ? 0 : 1);
        assertThat(ladder.cardsSince(LocalDate.of(2026, 1, 1))).filteredOn(c -> c.unitId().equals(unit)).singleElement()
                .satisfies(c -> assertThat(c.red()).isGreaterThanOrEqualTo(counts[1]));
        return new Cards(unit, counts[0], counts[1], counts[2]);
    }

    private List<String> noticesTo(String template) {
        return jdbc.sql("select addressee from notice where case_no = ? and template = ?").params(caseNo, template).query(String.class).list();
    }

    private String interview() {
        return jdbc.sql("select case_no from casefile_case where case_no like 'YT-%' and parent_no = ?").param(caseNo).query(String.class).single();
    }

    private static Map<String, Object> held(String on) {
        return Map.of("heldOn", on, "attended", "局长、联席办主任", "record", "说明了原因", "demands", "三日内办结");
    }
}
