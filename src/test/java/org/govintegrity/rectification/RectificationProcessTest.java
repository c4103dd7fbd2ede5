package org.govintegrity.rectification;

import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.govintegrity.casefile.CaseEvent;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.Problems;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.common.Refusal;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class RectificationProcessTest extends ProcessTest {

    private static final String UNIT = "caizhengju";

    @Autowired
    private RectificationService rectifications;
    @Autowired
    private Problems problems;
    @Autowired
    private Submissions submissions;
    @Autowired
    private TransactionTemplate transaction;

    private String parent;
    private String caseNo;
    private String instance;

    @BeforeEach
    void aUnitHasTwoProblems() {
        transaction.executeWithoutResult(status -> {
            CaseFile file = cases.open(NewCase.numbered("JC", "unit-inspection", "承诺检查", UNIT, List.of("三.5"), null));
            problems.add(file.caseNo(), "三.5", "三项承诺没有按期兑现", "general", null);
            problems.add(file.caseNo(), "三.5", "台账缺少凭证", "minor", LocalDate.of(2026, 3, 20));
            // inspector1 drafted the conclusion of that case
            submissions.store("draft-" + file.caseNo(), "userTask_draftConclusion", file.caseNo(), null, "inspector1", Map.of());
            parent = file.caseNo();
        });
        ProcessInstance started = runtime.startProcessInstanceByKey("rectification", Map.of("parentCaseNo", parent));
        instance = started.getId();
        caseNo = cases.children(parent).get(0).caseNo();
        runJobs(caseNo);
    }

    @Test
    void mendedVerifiedAndClosed() {
        complete("userTask_submitPlan", caseNo, UNIT + "1", rows(planned(1, "2026-03-31"), planned(2, "2026-03-20")));
        complete("userTask_submitReport", caseNo, UNIT + "2", rows(reported(1), reported(2)));
        complete("userTask_verifyRectification", caseNo, "inspector2", rows(checked(1, "yes", null), checked(2, "yes", null)));
        assertThat(ended(caseNo)).isTrue();
        assertThat(cases.get(caseNo).outcome()).isEqualTo("closed");
        assertThat(outcome()).isEqualTo("closed");
        assertThat(passed(caseNo)).contains("serviceTask_closeRectification").doesNotContain("serviceTask_askAgain", "serviceTask_failRectification");
        assertThat(templates()).contains("rectification-notice", "rectification-closed");
        assertThat(cases.get(caseNo).parentNo()).isEqualTo(parent);
    }

    @Test
    void onlyWhatDidNotPassIsMendedAgain() {
        planAndReport();
        complete("userTask_verifyRectification", caseNo, "inspector2", rows(checked(1, "yes", null), checked(2, "no", "凭证不全")));
        assertThat(rectifications.openItems(caseNo)).extracting(RectificationItem::seq).containsExactly(2);
        assertThat(refused("userTask_submitReport", UNIT + "1", rows(reported(1), reported(2)))).contains("没有第1项");
        complete("userTask_submitReport", caseNo, UNIT + "1", rows(reported(2)));
        complete("userTask_verifyRectification", caseNo, "inspector3", rows(checked(2, "yes", null)));
        assertThat(outcome()).isEqualTo("closed");
        assertThat(templates()).contains("rectification-again");
    }

    @Test
    void afterTwoRedosItHasFailed() {
        planAndReport();
        complete("userTask_verifyRectification", caseNo, "inspector2", rows(checked(1, "no", "没有兑现"), checked(2, "no", "没有凭证")));
        for (int redo = 1; redo <= 2; redo++) {
            complete("userTask_submitReport", caseNo, UNIT + "1", rows(reported(1), reported(2)));
            complete("userTask_verifyRectification", caseNo, "inspector2", rows(checked(1, "no", "仍没有兑现"), checked(2, "no", "仍没有凭证")));
        }
        assertThat(ended(caseNo)).isTrue();
        assertThat(outcome()).isEqualTo("failed");
        assertThat(cases.get(caseNo).outcome()).isEqualTo("failed");
        assertThat(jdbc.sql("select addressee from notice where case_no = ? and template = 'rectification-failed'").param(caseNo).query(String.class).list())
                .containsExactlyInAnyOrder(UNIT, "supervisor");
    }

    @Test
    void whatCameOfItCountsOnTheDayItWasClosed() {
        LocalDate day = LocalDate.of(2026, 3, 2);
        assertThat(figureRow("rectification.passed", caseNo, day, day)).as("not closed yet").isEmpty();
        planAndReport();
        complete("userTask_verifyRectification", caseNo, "inspector2", rows(checked(1, "yes", null), checked(2, "no", "没有凭证")));
        moveClockTo(day.atTime(23, 59, 59));
        for (int redo = 1; redo <= 2; redo++) {
            complete("userTask_submitReport", caseNo, UNIT + "1", rows(reported(2)));
            complete("userTask_verifyRectification", caseNo, "inspector2", rows(checked(2, "no", "仍没有凭证")));
        }
        assertThat(figureRow("rectification.passed", caseNo, day, day)).hasValueSatisfying(row -> {
            assertThat(row.unitId()).isEqualTo(UNIT);
            assertThat(row.amount()).isZero();
            assertThat(row.base()).isEqualByComparingTo("1");
            assertThat(row.words()).contains(caseNo, "未通过核查");
            assertThat(row.link()).isEqualTo("/cases/" + caseNo);
        });
        assertThat(figure("rectification.failed-items", day, day)).filteredOn(row -> row.link().endsWith(caseNo)).singleElement().satisfies(row -> {
            assertThat(row.ref()).isEqualTo(caseNo + "-2");
            assertThat(row.amount()).isEqualByComparingTo("1");
            assertThat(row.words()).as("what the problem was is for the case").doesNotContain("凭证");
        });
        for (String id : List.of("rectification.passed", "rectification.failed-items")) {
            assertThat(figure(id, day.plusDays(1), day.plusDays(30))).noneMatch(row -> row.link().endsWith(caseNo));
            assertThat(figure(id, day.minusDays(30), day.minusDays(1))).noneMatch(row -> row.link().endsWith(caseNo));
        }
    }

    @Test
    void mendedItPassesAndCalledOffItCountsForNothing() {
        LocalDate day = LocalDate.of(2026, 3, 2);
        planAndReport();
        complete("userTask_verifyRectification", caseNo, "inspector2", rows(checked(1, "yes", null), checked(2, "yes", null)));
        assertThat(figureRow("rectification.passed", caseNo, day, day)).hasValueSatisfying(row -> assertThat(row.amount()).isEqualByComparingTo("1"));
        assertThat(figure("rectification.failed-items", day, day)).noneMatch(row -> row.link().endsWith(caseNo));
        aUnitHasTwoProblems();
        runtime.deleteProcessInstance(instance, "所属检查已撤销");
        assertThat(figureRow("rectification.passed", caseNo, day, day)).isEmpty();
    }

    @Test
    void aPlanCoversEveryItemOnceInTime() {
        String task = "userTask_submitPlan";
        assertThat(refused(task, UNIT + "1", rows(planned(1, "2026-03-31")))).contains("第2项没有填写");
        assertThat(refused(task, UNIT + "1", rows(planned(1, "2026-03-31"), planned(1, "2026-03-31"), planned(2, "2026-03-20")))).contains("第1项填写了两次");
        assertThat(refused(task, UNIT + "1", rows(planned(1, "2026-03-31"), planned(2, "2026-03-20"), planned(3, "2026-03-20")))).contains("没有第3项");
        assertThat(refused(task, UNIT + "1", rows(planned(1, "2026-03-01"), planned(2, "2026-03-20")))).contains("已经过去");
        assertThat(refused(task, UNIT + "1", rows(planned(1, "2026-03-31"), planned(2, "2026-03-21")))).contains("最迟应在2026年3月20日");
        assertThat(refused(task, UNIT + "1", rows(planned(1, "2026-04-02"), planned(2, "2026-03-20")))).contains("最迟应在2026年4月1日");
        assertThat(refused(task, UNIT + "1", Map.of())).contains("没有");
        assertThat(task(task, caseNo)).isNotNull();
    }

    @Test
    void aFailedItemNeedsAReason() {
        planAndReport();
        assertThat(refused("userTask_verifyRectification", "inspector2", rows(checked(1, "no", null), checked(2, "yes", null)))).contains("第1项").contains("理由");
    }

    @Test
    void neitherTheUnitNorTheDrafterVerifies() {
        planAndReport();
        String id = task("userTask_verifyRectification", caseNo).getId();
        Refusal drafter = refusalOf(() -> as("inspector1", () -> tasks.claim(id, "inspector1")));
        assertThat(drafter.kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(drafter.getMessage()).contains("回避");
        assertThat(refusalOf(() -> as("inspector1", () -> forms.submitTaskForm(id, rows(checked(1, "yes", null), checked(2, "yes", null))))).getMessage()).contains("回避");
        assertThat(refusalOf(() -> as(UNIT + "1", () -> tasks.claim(id, UNIT + "1"))).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        as("inspector2", () -> tasks.claim(id, "inspector2"));
    }

    @Test
    void cancelledFromOutsideItLeavesNoOpenCase() {
        runtime.deleteProcessInstance(instance, "所属检查已撤销");
        assertThat(cases.get(caseNo).outcome()).isEqualTo("cancelled");
        assertThat(book.ofCase(caseNo)).allMatch(t -> !t.open());
    }

    @Test
    void longTextsAndRareCharacters() {
        Map<String, Object> tooLong = planned(1, "2026-03-31");
        tooLong.put("measure", "字".repeat(100_000));
        assertThat(refused("userTask_submitPlan", UNIT + "1", rows(tooLong, planned(2, "2026-03-20")))).contains("最多2000字");
        Map<String, Object> rare = planned(1, "2026-03-31");
        rare.put("measure", "由𠮷某负责😀㐂<b>x</b>");
        complete("userTask_submitPlan", caseNo, UNIT + "1", rows(rare, planned(2, "2026-03-20")));
        assertThat(rectifications.items(caseNo).get(0).measure()).isEqualTo("由𠮷某负责😀㐂<b>x</b>");
    }

    @Test
    void theTimelineTellsTheStory() {
        planAndReport();
        assertThat(cases.timeline(caseNo)).extracting(CaseEvent::type).contains("opened", "notice", "rectification-plan", "rectification-report");
    }

    private void planAndReport() {
        complete("userTask_submitPlan", caseNo, UNIT + "1", rows(planned(1, "2026-03-31"), planned(2, "2026-03-20")));
        complete("userTask_submitReport", caseNo, UNIT + "1", rows(reported(1), reported(2)));
    }

    private String refused(String taskKey, String person, Map<String, Object> form) {
        return refusalOf(() -> complete(taskKey, caseNo, person, form)).getMessage();
    }

    private Object outcome() {
        return history.createHistoricVariableInstanceQuery().processInstanceId(instance).variableName("outcome").singleResult().getValue();
    }

    private List<String> templates() {
        return jdbc.sql("select template from notice where case_no = ?").param(caseNo).query(String.class).list();
    }

    @SafeVarargs
    private static Map<String, Object> rows(Map<String, Object>... rows) {
        return Map.of("rows", List.of(rows));
    }

    private static Map<String, Object> planned(int no, String by) {
        return new LinkedHashMap<>(Map.of("no", no, "owner", "张三（副局长）", "measure", "逐项兑现", "by", by));
    }

    private static Map<String, Object> reported(int no) {
        return new LinkedHashMap<>(Map.of("no", no, "result", "已完成，见凭证"));
    }

    private static Map<String, Object> checked(int no, String passed, String reason) {
        Map<String, Object> row = new LinkedHashMap<>(Map.of("no", no, "passed", passed));
        if (reason != null) {
            row.put("reason", reason);
        }
        return row;
    }
}
