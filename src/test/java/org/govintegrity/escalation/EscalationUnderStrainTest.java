package org.govintegrity.escalation;

import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.govintegrity.calendar.CalendarService;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.LadderStep;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The ladder, hand-back and extension when something goes wrong, comes late, or happens twice at once. */
class EscalationUnderStrainTest extends ProcessTest {

    private static final String UNIT = "caizhengju";
    private static final String OTHER = "jiaotongju";
    private static final String BROKEN = "broken-task";

    @Autowired
    private LadderService ladder;
    @Autowired
    private EscalationService escalations;
    @Autowired
    private CalendarService calendar;
    @Autowired
    private TransactionTemplate transaction;

    private String inspection;
    private String caseNo;
    private String selfCheck;

    /** A unit inspection dispatched on Monday 2 March 2026: the self-check is due on Monday 16 March. */
    @BeforeEach
    void aUnitHasToCheckItself() {
        inspection = transaction.execute(status -> {
            String no = cases.open(NewCase.numbered("JC", "inspection", "承诺检查", null, List.of("三.5"), null)).caseNo();
            jdbc.sql("""
                            insert into inspection (case_no, kind, authority, approver, period_from, period_to, cancelled, signed)
                            values (?, 'SPECIAL', '文号', '区长', ?, ?, false, false)""")
                    .params(no, LocalDate.of(2026, 3, 2), LocalDate.of(2026, 6, 1)).update();
            jdbc.sql("insert into inspection_item (case_no, method, text) values (?, 'DOCUMENTS', '台账')").param(no).update();
            return no;
        });
        caseNo = dispatchTo(UNIT);
        selfCheck = task("userTask_submitSelfCheck", caseNo).getId();
        assertThat(book.get(selfCheck).dueOn()).isEqualTo(LocalDate.of(2026, 3, 16));
    }

    @AfterEach
    void nothingBrokenIsLeft() {
        jdbc.sql("delete from casefile_task where task_id = ?").param(BROKEN).update();
    }

    // --- the sweep -------------------------------------------------------------------------------------------------

    @Test
    void whatOneSweepDidStandsAlthoughAnotherTaskBroke() {
        aTaskThatCannotBeClimbed();
        moveClockTo(LocalDateTime.of(2026, 3, 24, 0, 30));
        Job sweep = sweepStarts();
        assertThatThrownBy(() -> management.executeJob(sweep.getId())).hasMessageContaining(BROKEN).hasMessageContaining("E-");

        assertThat(steps()).containsExactly(LadderStep.values());
        String interview = jdbc.sql("select case_no from casefile_case where case_no like 'YT-%' and parent_no = ?").param(caseNo).query(String.class).single();
        assertThat(task("userTask_holdInterview", interview)).isNotNull();
        List<String> notices = jdbc.sql("select notice_no from notice where case_no = ? and template like 'escalation-%'").param(caseNo).query(String.class).list();
        assertThat(notices).hasSize(6).allSatisfy(no -> assertThat(history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(no).count()).as(no).isEqualTo(1));
    }

    @Test
    void aTaskThatStaysBrokenRaisesOneIncidentNotOneEachQuarterOfAnHour() {
        aTaskThatCannotBeClimbed();
        moveClockTo(LocalDateTime.of(2026, 3, 10, 9, 0));
        Job first = sweepStarts();
        for (int i = 0; i < 10 && management.createJobQuery().jobId(first.getId()).withRetriesLeft().count() > 0; i++) {
            assertThatThrownBy(() -> management.executeJob(first.getId())).hasMessageContaining(BROKEN);
        }
        List<Incident> incidents = runtime.createIncidentQuery().activityId("serviceTask_sweepDeadlines").list();
        assertThat(incidents).hasSize(1);

        moveClockTo(LocalDateTime.of(2026, 3, 11, 9, 0));
        Job second = sweepStarts();
        management.executeJob(second.getId());
        assertThat(steps()).containsExactly(LadderStep.REMINDER);
        assertThat(runtime.createIncidentQuery().activityId("serviceTask_sweepDeadlines").count()).isEqualTo(1);
        // tried again from Cockpit it is still broken, and the incident stays
        assertThatThrownBy(() -> management.executeJob(first.getId())).hasMessageContaining(BROKEN);
    }

    @Test
    void aLateCentralOfficeIsToldOnceEach() {
        String office = transaction.execute(s -> {
            String no = cases.open(NewCase.numbered("JC", "inspection", "联席办自己的事", null, List.of("三.5"), null)).caseNo();
            book.open("office-task", no, "x", "x", "指定责任单位", null, "jointoffice", "handback.designate", true);
            return no;
        });
        moveClockTo(LocalDateTime.of(2026, 3, 20, 9, 0));
        ladder.sweep();
        assertThat(ladder.stepsOf(office)).extracting(StepTaken::step).containsExactly(LadderStep.values());
        List<String> told = jdbc.sql("select template || ':' || addressee from notice where case_no = ?").param(office).query(String.class).list();
        assertThat(told).doesNotHaveDuplicates().contains("escalation-reminder:jointoffice", "escalation-yellow:jointoffice", "escalation-yellow:supervisor",
                "escalation-red:jointoffice", "escalation-red:supervisor");
        assertThat(ladder.cardsSince(LocalDate.of(2026, 1, 1))).extracting(Cards::unitId).doesNotContainNull();
    }

    // --- hand-back -------------------------------------------------------------------------------------------------

    @Test
    void theDesignatedUnitHasALadderOfItsOwn() {
        String handBack = escalations.requestHandBack(selfCheck, "不是我们的", UNIT + "1");
        moveClockTo(LocalDateTime.of(2026, 3, 24, 9, 0));   // the joint office took its time
        ladder.sweep();
        assertThat(steps()).containsExactly(LadderStep.values());
        designate(handBack, OTHER);
        TaskEntry passed = book.get(selfCheck);
        assertThat(passed.dueOn()).isEqualTo(LocalDate.of(2026, 4, 8));   // 24 March and ten working days, 4 to 6 April off
        assertThat(passed.nextStep()).isEqualTo(LadderStep.REMINDER);
        moveClockTo(LocalDateTime.of(2026, 4, 9, 9, 0));
        ladder.sweep();
        assertThat(ladder.stepsOf(caseNo)).filteredOn(s -> OTHER.equals(s.unitId())).extracting(StepTaken::step)
                .containsExactly(LadderStep.REMINDER, LadderStep.YELLOW);
        assertThat(ladder.stepsOf(caseNo)).filteredOn(s -> UNIT.equals(s.unitId())).hasSize(4);
    }

    @Test
    void aUnitAlreadyUnderTheSameInspectionCannotBeDesignated() {
        String sibling = dispatchTo(OTHER);
        String handBack = escalations.requestHandBack(selfCheck, "不是我们的", UNIT + "1");
        Refusal refusal = refusalOf(() -> designate(handBack, OTHER));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT);
        assertThat(refusal.getMessage()).contains(sibling);
        assertThat(cases.get(caseNo).unitId()).isEqualTo(UNIT);
        assertThat(task("userTask_designateUnit", handBack)).isNotNull();
    }

    @Test
    void aUnitWithSomebodyOnTheTeamCannotBeDesignated() {
        String home = registry.person("inspector1").unitId();
        String handBack = escalations.requestHandBack(selfCheck, "不是我们的", UNIT + "1");
        assertThat(refusalOf(() -> designate(handBack, home)).getMessage()).contains(registry.person("inspector1").name());
        assertThat(registry.units().stream().filter(u -> !u.validOn(LocalDate.of(2026, 3, 2))).findFirst()).hasValueSatisfying(over ->
                assertThat(refusalOf(() -> designate(handBack, over.id())).getMessage()).contains("撤销或更名"));
    }

    @Test
    void whatTheUnitHasDoneMeanwhileIsNotTakenFromIt() {
        String handBack = escalations.requestHandBack(selfCheck, "不是我们的", UNIT + "1");
        complete("userTask_submitSelfCheck", caseNo, UNIT + "1", Map.of("problemsFound", "no", "report", "还是自查了"));
        designate(handBack, OTHER);
        assertThat(cases.get(caseNo).unitId()).isEqualTo(UNIT);
        assertThat(cases.get(handBack).outcome()).isEqualTo("moot");
        assertThat(ended(handBack)).isTrue();
    }

    @Test
    void twoColleaguesHandingBackAtOnceMakeOneHandBack() throws Exception {
        List<Object> results = atOnce(() -> as(UNIT + "1", () -> escalations.requestHandBack(selfCheck, "不是我们的", UNIT + "1")),
                () -> as(UNIT + "2", () -> escalations.requestHandBack(selfCheck, "不归我们管", UNIT + "2")));
        assertThat(results).filteredOn(String.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(Refusal.class::isInstance).singleElement().satisfies(r -> assertThat(((Refusal) r).kind()).isEqualTo(Refusal.Kind.CONFLICT));
        assertThat(cases.children(caseNo)).hasSize(1);
    }

    @Test
    void aHandBackWhoseProcessIsDeletedIsNoOpenCase() {
        String handBack = escalations.requestHandBack(selfCheck, "不是我们的", UNIT + "1");
        ProcessInstance instance = runtime.createProcessInstanceQuery().processInstanceBusinessKey(handBack).singleResult();
        runtime.deleteProcessInstance(instance.getId(), "管理员终止");
        assertThat(cases.get(handBack).outcome()).isEqualTo("cancelled");
    }

    // --- extension -------------------------------------------------------------------------------------------------

    @Test
    void aRequestMadeInTimeHoldsTheCardsBackUntilItIsDecided() {
        moveClockTo(LocalDateTime.of(2026, 3, 16, 17, 0));
        String extension = escalations.requestExtension(selfCheck, 5, "材料多", UNIT + "head");
        sweepAt(LocalDateTime.of(2026, 3, 17, 9, 0));
        assertThat(steps()).containsExactly(LadderStep.REMINDER);
        complete("userTask_decideExtension", extension, "supervisor1", Map.of("decision", "grant"));
        sweepAt(LocalDateTime.of(2026, 3, 23, 9, 0));
        assertThat(steps()).containsExactly(LadderStep.REMINDER);
        sweepAt(LocalDateTime.of(2026, 3, 24, 0, 0));
        assertThat(steps()).containsExactly(LadderStep.REMINDER, LadderStep.YELLOW);
    }

    @Test
    void refusedTheCardsFallAtOnce() {
        moveClockTo(LocalDateTime.of(2026, 3, 16, 17, 0));
        String extension = escalations.requestExtension(selfCheck, 5, "材料多", UNIT + "head");
        sweepAt(LocalDateTime.of(2026, 3, 20, 9, 0));
        assertThat(steps()).containsExactly(LadderStep.REMINDER);
        complete("userTask_decideExtension", extension, "supervisor1", Map.of("decision", "refuse", "reason", "时间足够"));
        ladder.sweep();
        assertThat(steps()).containsExactly(LadderStep.REMINDER, LadderStep.YELLOW, LadderStep.RED);
    }

    @Test
    void anExtensionOfWhatIsDoneOrPassedOnMovesNothing() {
        String extension = escalations.requestExtension(selfCheck, 5, "材料多", UNIT + "head");
        String handBack = escalations.requestHandBack(selfCheck, "不是我们的", UNIT + "1");
        designate(handBack, OTHER);
        complete("userTask_decideExtension", extension, "supervisor1", Map.of("decision", "grant"));
        assertThat(cases.get(extension).outcome()).isEqualTo("moot");
        assertThat(book.get(selfCheck).extendedBy()).isZero();
        // the new unit has not asked yet
        String own = escalations.requestExtension(selfCheck, 5, "刚刚接手", OTHER + "head");
        complete("userTask_submitSelfCheck", caseNo, OTHER + "1", Map.of("problemsFound", "no", "report", "无"));
        complete("userTask_decideExtension", own, "supervisor1", Map.of("decision", "grant"));
        assertThat(cases.get(own).outcome()).isEqualTo("moot");
    }

    @Test
    void askingTwiceAtOnceIsAskingOnce() throws Exception {
        Callable<Object> ask = () -> as(UNIT + "head", () -> escalations.requestExtension(selfCheck, 2, "材料多", UNIT + "head"));
        List<Object> results = atOnce(ask, ask);
        assertThat(results).filteredOn(String.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(Refusal.class::isInstance).singleElement().satisfies(r -> assertThat(((Refusal) r).kind()).isEqualTo(Refusal.Kind.CONFLICT));
    }

    // --- the calendar ----------------------------------------------------------------------------------------------

    @Test
    void aDateThatIsNoLongerProvisionalSaysSoInTheForm() throws Exception {
        String notice = Files.readString(Path.of("seeds/wendeng/calendar/2026.csv"));
        try {
            // as if the year's notice were not loaded yet
            jdbc.sql("update casefile_task set provisional = true, explanation = '所涉年度的放假安排尚未公布，本日期为暂定。' where task_id = ?").param(selfCheck).update();
            tasks.setVariableLocal(selfCheck, "brief", org.camunda.spin.plugin.variable.SpinValues.jsonValue("{\"deadline\":\"暂定\"}").create());
            String same = notice + "2026-12-31,休,临时放假,通知\n";
            as("admin", () -> calendar.loadYear("2026.csv", same.getBytes(StandardCharsets.UTF_8), "admin"));
            assertThat(book.get(selfCheck).dueOn()).isEqualTo(LocalDate.of(2026, 3, 16));
            assertThat(tasks.getVariableLocalTyped(selfCheck, "brief").toString()).contains("2026年3月16日").doesNotContain("暂定");
        } finally {
            calendar.loadYear("2026.csv", notice.getBytes(StandardCharsets.UTF_8), "system");
        }
    }

    @Test
    void theTraceNamesWhoLoadedTheCalendar() throws Exception {
        String notice = Files.readString(Path.of("seeds/wendeng/calendar/2026.csv"));
        try {
            transaction.executeWithoutResult(s -> book.open("gone-task", caseNo, "x", "x", "引擎里没有的任务", null, UNIT, "inspection.self-check", true));
            String changed = notice + "2026-03-12,休,临时放假,通知\n";
            as("admin", () -> calendar.loadYear("2026.csv", changed.getBytes(StandardCharsets.UTF_8), "admin"));
            assertThat(jdbc.sql("select moved_by from casefile_due_move where task_id = ?").param(selfCheck).query(String.class).list()).containsExactly("admin");
            Task moved = task("userTask_submitSelfCheck", caseNo);
            assertThat(moved.getDueDate()).isEqualTo(org.govintegrity.common.ChineseDates.endOfDay(LocalDate.of(2026, 3, 17)));
        } finally {
            calendar.loadYear("2026.csv", notice.getBytes(StandardCharsets.UTF_8), "system");
        }
    }

    // ---------------------------------------------------------------------------------------------------------------

    private String dispatchTo(String unit) {
        String part = transaction.execute(status -> {
            CaseFile file = cases.open(NewCase.part(inspection, "unit-inspection", "承诺检查——" + registry.unit(unit).shortName(), unit, List.of("三.5")));
            jdbc.sql("insert into inspection_unit (case_no, unit_id, unit_case_no) values (?, ?, ?)").params(inspection, unit, file.caseNo()).update();
            cases.setMembers(file.caseNo(), "team", List.of("inspector1", "inspector2"));
            return file.caseNo();
        });
        runtime.startProcessInstanceByKey("unit-inspection", part);
        runJobs(part);
        return part;
    }

    /** Its rules were not in force when its case began, so the date of the red card cannot be computed. */
    private void aTaskThatCannotBeClimbed() {
        jdbc.sql("""
                        insert into casefile_task (task_id, case_no, process_key, task_key, task_name, owner_group, rule_id, as_of, start_on, due_on, explanation,
                            provisional, extended_by, opened_at, next_step, next_step_at)
                        values (?, ?, 'x', 'x', '坏任务', ?, 'inspection.self-check', ?, ?, ?, 'x', false, 0, ?, 'YELLOW', ?)""")
                .params(BROKEN, caseNo, OTHER, LocalDate.of(2017, 12, 1), LocalDate.of(2017, 12, 1), LocalDate.of(2017, 12, 2),
                        LocalDateTime.of(2017, 12, 1, 9, 0), LocalDateTime.of(2017, 12, 2, 23, 59, 59))
                .update();
    }

    /** Fires the timer start event; gives the job in which the sweep then runs. */
    private Job sweepStarts() {
        List<String> before = management.createJobQuery().messages().processDefinitionKey("escalation").list().stream().map(Job::getId).toList();
        management.executeJob(management.createJobQuery().timers().processDefinitionKey("escalation").singleResult().getId());
        return management.createJobQuery().messages().processDefinitionKey("escalation").list().stream().filter(job -> !before.contains(job.getId())).findFirst().orElseThrow();
    }

    private void sweepAt(LocalDateTime time) {
        moveClockTo(time);
        ladder.sweep();
    }

    private void designate(String handBack, String unit) {
        complete("userTask_designateUnit", handBack, "joint1", Map.of("unit", unit, "reason", "职责所在"));
    }

    private List<LadderStep> steps() {
        return ladder.stepsOf(caseNo).stream().filter(step -> step.taskId().equals(selfCheck)).map(StepTaken::step).toList();
    }

    private static List<Object> atOnce(Callable<Object> one, Callable<Object> other) throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            List<Future<Object>> running = new ArrayList<>();
            for (Callable<Object> action : List.of(one, other)) {
                running.add(people.submit(() -> {
                    together.await();
                    try {
                        return action.call();
                    } catch (RuntimeException thrown) {
                        return thrown;
                    }
                }));
            }
            List<Object> results = new ArrayList<>();
            for (Future<Object> result : running) {
                results.add(result.get());
            }
            return results;
        } finally {
            people.shutdown();
        }
    }
}
