package org.govintegrity.absence;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.task.Task;
import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFilter;
import org.govintegrity.casefile.Submission;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.task.SubstituteLinks;
import org.govintegrity.scenario.ChainTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A substitute acts for whoever is away: from the first day to the end of the last, in their tasks, and with their bars. */
class AbsenceTest extends ChainTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final String HEAD = UNIT + "head";
    private static final String CLERK = UNIT + "1";

    @Autowired
    private Absences absences;
    @Autowired
    private SubstituteLinks links;
    @Autowired
    private CaseAccess access;
    @Autowired
    private Submissions submissions;
    @Autowired
    private AuthorizationService authorizations;

    @AfterEach
    void everybodyIsBack() {
        jdbc.sql("delete from absence_task").update();
        jdbc.sql("delete from absence").update();
    }

    @Test
    void theSubstituteSeesTakesAndFinishesWhatTheHeadMay() {
        String part = servedToUnit();
        Task task = task("userTask_applyReview", part);
        assertThat(seenBy(CLERK, task)).isFalse();
        assertThat(refusalOf(() -> as(CLERK, () -> tasks.claim(task.getId(), CLERK))).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);

        Absence absence = absences.name(HEAD, CLERK, MONDAY, MONDAY.plusDays(4), "外出培训", HEAD);
        assertThat(seenBy(CLERK, task)).isTrue();
        assertThat(seenBy(UNIT + "2", task)).isFalse();
        as(CLERK, () -> tasks.claim(task.getId(), CLERK));
        complete("userTask_applyReview", part, CLERK, Map.of("answer", "waive"));

        Submission submission = submissions.last(part, "userTask_applyReview").orElseThrow();
        assertThat(submission.person()).isEqualTo(CLERK);
        assertThat(submission.onBehalfOf()).isEqualTo(HEAD);
        assertThat(texts(part)).contains("初立静（区财政局）代姜建轩（区财政局）领取“申请复核”", "办结“申请复核”（代姜建轩（区财政局）办理）");
        assertThat(absences.taken(absence.id())).singleElement().satisfies(taken -> assertThat(taken.how()).isEqualTo("done"));
    }

    @Test
    void aTaskThatOpensMeanwhileIsSeenAtOnceAndDoneWithoutTakingItFirst() {
        absences.name(HEAD, CLERK, MONDAY, MONDAY, "外出培训", "joint1");
        String part = servedToUnit();
        assertThat(seenBy(CLERK, task("userTask_applyReview", part))).isTrue();
        complete("userTask_applyReview", part, CLERK, Map.of("answer", "waive"));
        assertThat(submissions.last(part, "userTask_applyReview").orElseThrow().onBehalfOf()).isEqualTo(HEAD);
    }

    @Test
    void itBeginsWithItsFirstDayAndEndsWithItsLastWhetherOrNotTheSweepHasRun() {
        String part = servedToUnit();
        Task task = task("userTask_applyReview", part);
        absences.name(HEAD, CLERK, MONDAY.plusDays(1), MONDAY.plusDays(2), "外出培训", HEAD);
        assertThatThrownBy(() -> as(CLERK, () -> tasks.claim(task.getId(), CLERK))).isInstanceOf(Refusal.class);
        moveClockTo(MONDAY.plusDays(1).atStartOfDay());
        as(CLERK, () -> tasks.claim(task.getId(), CLERK));
        moveClockTo(LocalDateTime.of(2026, 3, 4, 23, 59, 59));
        links.align();
        assertThat(task("userTask_applyReview", part).getAssignee()).isEqualTo(CLERK);
        moveClockTo(LocalDateTime.of(2026, 3, 5, 0, 0));
        assertThat(refusalOf(() -> complete("userTask_applyReview", part, CLERK, Map.of("answer", "waive"))).getMessage()).contains("期间已经结束");
        links.align();
        assertThat(task("userTask_applyReview", part).getAssignee()).isEqualTo(HEAD);
        assertThat(seenBy(CLERK, task)).isFalse();
        assertThat(texts(part)).contains("缺席代办结束，“申请复核”由初立静（区财政局）退回姜建轩（区财政局）");
        moveClockTo(MONDAY.plusDays(1).atTime(12, 0));   // a clock that was put right: the days count, not what happened
        links.align();
        assertThat(seenBy(CLERK, task)).isTrue();
    }

    @Test
    void whatTheAbsentPersonHadTakenPassesToTheSubstituteAndBackWhenTheyEndItThemselves() {
        String part = servedToUnit();
        Task task = task("userTask_applyReview", part);
        as(HEAD, () -> tasks.claim(task.getId(), HEAD));
        Absence absence = absences.name(HEAD, CLERK, MONDAY, MONDAY.plusDays(4), "外出培训", HEAD);
        as(CLERK, () -> tasks.claim(task.getId(), CLERK));
        assertThat(task("userTask_applyReview", part).getAssignee()).isEqualTo(CLERK);
        absences.end(absence.id(), HEAD);
        assertThat(task("userTask_applyReview", part).getAssignee()).isEqualTo(HEAD);
        assertThat(seenBy(CLERK, task)).isFalse();
        assertThat(absences.taken(absence.id())).singleElement().satisfies(taken -> assertThat(taken.how()).isEqualTo("returned"));
        complete("userTask_applyReview", part, HEAD, Map.of("answer", "waive"));
    }

    @Test
    void theTasklistsCrossFreesTheAbsentPersonsTaskForTheSubstituteAndForNobodyElse() {
        String part = servedToUnit();
        Task task = task("userTask_applyReview", part);
        as(HEAD, () -> tasks.claim(task.getId(), HEAD));
        absences.name(HEAD, CLERK, MONDAY, MONDAY.plusDays(4), "外出培训", HEAD);
        assertThatThrownBy(() -> as(UNIT + "2", () -> tasks.setAssignee(task.getId(), null))).isInstanceOf(RuntimeException.class);
        as(CLERK, () -> tasks.setAssignee(task.getId(), null));
        as(CLERK, () -> tasks.claim(task.getId(), CLERK));
        as(CLERK, () -> tasks.setAssignee(task.getId(), null));   // and puts it back
        assertThat(task("userTask_applyReview", part).getAssignee()).isNull();
        assertThat(seenBy(CLERK, task)).isTrue();
    }

    @Test
    void theTeamsTaskAndItsCaseAreTheSubstitutesAsLongAsItLasts() {
        String part = inspectedToConclusion();
        assertThat(access.find(part, "shenjiju1")).isEmpty();
        Absence absence = absences.name("inspector1", "shenjiju1", MONDAY, MONDAY.plusDays(4), "休假", "shenjijuhead");
        assertThat(access.find(part, "shenjiju1")).isPresent();
        assertThat(access.insider(cases.get(part), "shenjiju1")).isTrue();
        assertThat(access.list("shenjiju1", CaseFilter.NONE, 1, 50).cases()).extracting(file -> file.caseNo()).containsExactly(part);
        assertThat(access.find(part, "shenjiju2")).isEmpty();
        Map<String, Object> draft = new LinkedHashMap<>(Map.of("conclusion", "三项公开承诺没有兑现", "loss", "none", "impact", "none", "deliberate", false,
                "problems", List.of(), "obstruction", false));
        complete("userTask_draftConclusion", part, "shenjiju1", draft);
        assertThat(access.find(part, "shenjiju1")).as("what they did in that stead they may still read").isPresent();
        assertThat(access.list("shenjiju1", CaseFilter.NONE, 1, 50).total()).isEqualTo(1);
        absences.end(absence.id(), "inspector1");
        assertThat(access.find(part, "shenjiju1")).isEmpty();
        assertThat(access.list("shenjiju1", CaseFilter.NONE, 1, 50).total()).isZero();
    }

    @Test
    void whatTheAbsentPersonDidBarsTheSubstituteAndWhatTheSubstituteDidBarsBoth() {
        String part = inspectedToConclusion();
        conclusionDrafted(part, "inspector1");
        transaction.executeWithoutResult(s -> submissions.store("x" + part, "userTask_draftConclusion", part, null, "supervisor1", Map.of()));
        Absence absence = absences.name("supervisor1", "zhengfuban1", MONDAY, MONDAY.plusDays(4), "休假", "zhengfubanhead");
        String why = refused("userTask_reviewConclusion", part, "zhengfuban1", Map.of("decision", "serve"));
        assertThat(why).contains("代徐嘉琪", "应当回避");
        assertThat(cases.timeline(part)).filteredOn(event -> event.type().equals("internal-recusal")).singleElement()
                .satisfies(event -> assertThat(event.text()).contains("孙世洁", "审核检查结论"));
        absences.end(absence.id(), "supervisor1");

        // the draft of another case, made in supervisor1's stead: neither of the two may review it
        String other = inspectedAgain();
        conclusionDrafted(other, "inspector1");
        transaction.executeWithoutResult(s -> submissions.store("y" + other, "userTask_draftConclusion", other, null, "zhengfuban1", "supervisor1", Map.of()));
        assertThat(refused("userTask_reviewConclusion", other, "supervisor1", Map.of("decision", "serve"))).contains("应当回避");
        absences.name("supervisor1", "zhengfuban1", MONDAY, MONDAY.plusDays(4), "休假", "zhengfubanhead");
        assertThat(refused("userTask_reviewConclusion", other, "zhengfuban1", Map.of("decision", "serve"))).contains("应当回避");
        complete("userTask_reviewConclusion", other, "supervisor2", Map.of("decision", "serve"));
    }

    @Test
    void theSweepIsRepeatableAndLeavesNothingBehind() {
        String part = servedToUnit();
        absences.name(HEAD, CLERK, MONDAY, MONDAY.plusDays(1), "外出培训", HEAD);
        sweep();
        sweep();
        Task task = task("userTask_applyReview", part);
        assertThat(linksOf(task)).isEqualTo(1);
        moveClockTo(MONDAY.plusDays(2).atStartOfDay());
        sweep();
        assertThat(linksOf(task)).isZero();
        assertThat(authorizations.createAuthorizationQuery().userIdIn(CLERK).resourceType(Resources.TASK).resourceId(task.getId()).count()).isZero();
    }

    @Test
    void whoMayNameWhomAndForHowLong() {
        assertThat(namingRefused(HEAD, CLERK, MONDAY, MONDAY, "休假", CLERK)).contains("负责人、联席会议办公室或者监督员指定");
        assertThat(namingRefused(HEAD, CLERK, MONDAY, MONDAY, "休假", "jiaotongjuhead")).contains("本单位负责人");
        assertThat(namingRefused(HEAD, HEAD, MONDAY, MONDAY, "休假", HEAD)).contains("不能是缺席人自己");
        assertThat(namingRefused(HEAD, "jiaotongju1", MONDAY, MONDAY, "休假", HEAD)).contains("同一单位");
        assertThat(namingRefused(HEAD, "nobody", MONDAY, MONDAY, "休假", HEAD)).contains("没有账号");
        assertThat(namingRefused(HEAD, CLERK, MONDAY.minusDays(1), MONDAY, "休假", HEAD)).contains("不能早于今天");
        assertThat(namingRefused(HEAD, CLERK, MONDAY.plusDays(1), MONDAY, "休假", HEAD)).contains("不能早于第一天");
        assertThat(namingRefused(HEAD, CLERK, null, MONDAY, "休假", HEAD)).contains("请填写");
        assertThat(namingRefused(HEAD, CLERK, MONDAY, MONDAY.plusDays(60), "休假", HEAD)).contains("最长60天", "2026年4月30日");
        assertThat(namingRefused(HEAD, CLERK, MONDAY, MONDAY, " ", HEAD)).contains("请写明");
        assertThat(namingRefused(HEAD, CLERK, MONDAY, MONDAY, "字".repeat(501), HEAD)).contains("最多500字");
        Absence longest = absences.name(HEAD, CLERK, MONDAY, MONDAY.plusDays(59), "学习", "supervisor1");
        assertThat(namingRefused(HEAD, UNIT + "2", MONDAY.plusDays(59), MONDAY.plusDays(59), "休假", HEAD)).contains("日期重叠");
        assertThat(namingRefused(CLERK, UNIT + "2", MONDAY, MONDAY, "休假", HEAD)).contains("不能再转给别人");
        assertThat(refusalOf(() -> absences.end(longest.id(), CLERK)).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        absences.end(longest.id(), "joint1");
        assertThat(refusalOf(() -> absences.end(longest.id(), HEAD)).kind()).isEqualTo(Refusal.Kind.CONFLICT);
        absences.name(CLERK, UNIT + "2", MONDAY, MONDAY.plusDays(2), "休假", HEAD);
        assertThat(namingRefused(HEAD, CLERK, MONDAY.plusDays(2), MONDAY.plusDays(3), "休假", HEAD)).contains("自己也缺席");
        absences.name(HEAD, CLERK, MONDAY.plusDays(3), MONDAY.plusDays(3), "休假", HEAD);
    }

    @Test
    void ofTwoThatAreNamedAtOnceOneIsRefused() throws Exception {
        List<Callable<Absence>> both = List.of(() -> absences.name(HEAD, CLERK, MONDAY, MONDAY, "休假", HEAD),
                () -> absences.name(CLERK, UNIT + "2", MONDAY, MONDAY, "休假", HEAD));
        for (int round = 0; round < 5; round++) {
            everybodyIsBack();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            List<Throwable> refused = new ArrayList<>();
            for (Future<Absence> one : threads.invokeAll(both)) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    refused.add(e.getCause());
                }
            }
            threads.shutdown();
            assertThat(refused).singleElement().isInstanceOf(Refusal.class);
            assertThat(jdbc.sql("select count(*) from absence").query(Integer.class).single()).isEqualTo(1);
        }
    }

    private String servedToUnit() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", true, null);
        return part;
    }

    /** The same unit and clause may be inspected again only in another matter. */
    private String inspectedAgain() {
        jdbc.sql("update inspection set cancelled = true").update();
        return inspectedToConclusion();
    }

    private void conclusionDrafted(String part, String person) {
        complete("userTask_draftConclusion", part, person, new LinkedHashMap<>(Map.of("conclusion", "三项公开承诺没有兑现", "loss", "none", "impact", "none",
                "deliberate", false, "problems", List.of(), "obstruction", false)));
    }

    private String namingRefused(String person, String substitute, LocalDate from, LocalDate to, String reason, String by) {
        return refusalOf(() -> absences.name(person, substitute, from, to, reason, by)).getMessage();
    }

    private boolean seenBy(String person, Task task) {
        return as(person, () -> tasks.createTaskQuery().taskId(task.getId()).count()) == 1;
    }

    private int linksOf(Task task) {
        return (int) tasks.getIdentityLinksForTask(task.getId()).stream().filter(link -> link.getType().equals("substitute")).count();
    }

    /** As the timer does it. */
    private void sweep() {
        runtime.createProcessInstanceByKey("absence").startBeforeActivity("serviceTask_alignSubstitutes").execute();
        management.createJobQuery().processDefinitionKey("absence").messages().list().forEach(job -> management.executeJob(job.getId()));
    }
}
