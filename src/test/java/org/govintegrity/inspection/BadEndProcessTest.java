package org.govintegrity.inspection;

import org.govintegrity.casefile.TaskControl;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.scenario.ChainTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a conclusion that found something: mended, reviewed, refused, overdue, obstructed, revoked. */
class BadEndProcessTest extends ChainTest {

    @Autowired
    private UnitInspectionService unitInspections;
    @Autowired
    private InspectionService inspections;
    @Autowired
    private TaskControl control;

    @Test
    void minorAndMendedHasNoFurtherConsequence() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", true, null);
        mend(child(part, "rectification"), true);
        assertThat(ended(part)).as("the right of review is still open").isFalse();
        waiveReview(part);
        assertThat(cases.get(part).outcome()).isEqualTo("rectified");
        assertThat(children(part, "breach-finding")).isEmpty();
        assertThat(passed(part)).contains("businessRuleTask_consequence").doesNotContain("serviceTask_referBreach");
    }

    @Test
    void aRightThatIsNotUsedRunsOutWithoutAnybodyBeingLate() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", true, null);
        String task = task("userTask_applyReview", part).getId();
        assertThat(book.get(task).nextStepAt()).isNull();
        assertThat(book.get(task).dueOn()).isEqualTo(LocalDate.of(2026, 4, 1));
        mend(child(part, "rectification"), true);
        fireTimer("boundaryEvent_reviewLapsed", part);
        runJobs(part);
        assertThat(passed(part)).contains("serviceTask_noteReviewLapse");
        assertThat(cases.get(part).outcome()).isEqualTo("rectified");
    }

    @Test
    void seriousIsReferredEvenWhenMended() {
        String part = inspectedToConclusion();
        conclude(part, "heavy", "none", true, null);
        mend(child(part, "rectification"), true);
        waiveReview(part);
        assertThat(cases.get(part).outcome()).isEqualTo("rectified");
        String finding = child(part, "breach-finding");
        assertThat(cases.get(finding).unitId()).isEqualTo(UNIT);
        assertThat(task("userTask_verifyClue", finding)).isNotNull();
        assertThat(texts(part)).anyMatch(t -> t.contains("移送失信认定：情节严重"));
    }

    @Test
    void mendingThatFailedIsReferred() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", true, null);
        mend(child(part, "rectification"), false);
        waiveReview(part);
        assertThat(cases.get(part).outcome()).isEqualTo("failed");
        assertThat(cases.get(child(part, "breach-finding")).title()).contains("整改未通过");
    }

    @Test
    void mendingThatIsNeverReportedIsReferred() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", true, null);
        String rectification = child(part, "rectification");
        complete("userTask_submitPlan", rectification, UNIT + "1", Map.of("rows", List.of(Map.of("no", 1, "owner", "张三", "measure", "逐项兑现", "by", "2026-03-20"))));
        fireTimer("boundaryEvent_reportOverdue", rectification);
        assertThat(cases.get(rectification).outcome()).isEqualTo("overdue");
        assertThat(notices(rectification)).contains("rectification-overdue:" + UNIT, "rectification-overdue:supervisor");
        waiveReview(part);
        assertThat(cases.get(part).outcome()).isEqualTo("overdue");
        assertThat(cases.get(child(part, "breach-finding")).title()).contains("逾期不整改");
    }

    @Test
    void aPlanThatNeverComesIsReferredToo() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", true, null);
        fireTimer("boundaryEvent_planOverdue", child(part, "rectification"));
        waiveReview(part);
        assertThat(cases.get(part).outcome()).isEqualTo("overdue");
    }

    @Test
    void graceFollowsTheTasksOwnDueDate() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", true, null);
        String rectification = child(part, "rectification");
        var timer = management.createJobQuery().timers().activityId("boundaryEvent_planOverdue").processInstanceId(
                runtime.createProcessInstanceQuery().processInstanceBusinessKey(rectification).singleResult().getId()).singleResult();
        // 5 working days to 9 March, 10 more of grace
        assertThat(ChineseDates.toLocalDate(timer.getDuedate())).isEqualTo(LocalDate.of(2026, 3, 23));
        String task = task("userTask_submitPlan", rectification).getId();
        transaction.executeWithoutResult(s -> {
            book.extend(task, 3, "案情复杂");
            control.dueMoved(task);
        });
        var moved = management.createJobQuery().jobId(timer.getId()).singleResult();
        assertThat(ChineseDates.toLocalDate(moved.getDuedate())).isEqualTo(LocalDate.of(2026, 3, 26));
    }

    @Test
    void obstructionIsAMatterOfItsOwn() {
        String part = inspectedToConclusion();
        conclude(part, "heavy", "none", true, "3月5日拒绝提供承诺台账，并提交了补写的凭证");
        mend(child(part, "rectification"), true);
        waiveReview(part);
        assertThat(children(part, "breach-finding")).hasSize(2).extracting(c -> c.title().substring(0, 10)).anyMatch(t -> t.contains("阻挠检查"));
    }

    @Test
    void obstructionAloneNeedsNoMending() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", false, "3月5日拒绝提供承诺台账");
        waiveReview(part);
        assertThat(children(part, "rectification")).isEmpty();
        assertThat(cases.get(part).outcome()).isEqualTo("obstructed");
        assertThat(cases.get(child(part, "breach-finding")).title()).contains("阻挠检查");
    }

    @Test
    void obstructionNeedsItsFacts() {
        String part = inspectedToConclusion();
        assertThat(refusalOf(() -> conclude(part, "none", "none", false, ""))).hasMessageContaining("时间、人员、行为和证据");
    }

    @Test
    void aReviewMayUphold() {
        String part = reviewed("uphold", null, "heavy");
        assertThat(unitInspections.conclusion(part).orElseThrow().severity()).isEqualTo("serious");
        mend(child(part, "rectification"), true);
        runJobs(part);
        assertThat(children(part, "breach-finding")).hasSize(1);
        assertThat(notices(part)).contains("inspection-review:" + UNIT);
    }

    @Test
    void aReviewMayMakeItLighterAndThenNothingFollows() {
        String part = reviewed("lighter", "general", "heavy");
        mend(child(part, "rectification"), true);
        runJobs(part);
        assertThat(unitInspections.conclusion(part).orElseThrow().severity()).isEqualTo("general");
        assertThat(children(part, "breach-finding")).isEmpty();
        assertThat(cases.get(part).outcome()).isEqualTo("rectified");
    }

    @Test
    void aReviewNeverMakesItHeavier() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", true, null);
        complete("userTask_applyReview", part, UNIT + "head", Map.of("answer", "apply", "grounds", "第一项已经兑现"));
        assertThat(refused("userTask_decideReview", part, "joint1", Map.of("decision", "lighter", "severity", "general", "reasons", "x")))
                .contains("复核不得加重");
        assertThat(refused("userTask_decideReview", part, "joint1", Map.of("decision", "lighter", "reasons", "x"))).contains("请选择减轻后");
    }

    @Test
    void aRevokedConclusionEndsItsMending() {
        String part = reviewed("revoke", null, "heavy");
        runJobs(part);
        assertThat(cases.get(child(part, "rectification")).outcome()).isEqualTo("cancelled");
        assertThat(passed(part)).contains("boundaryEvent_conclusionRevoked");
        assertThat(cases.get(part).outcome()).isEqualTo("revoked");
        assertThat(children(part, "breach-finding")).isEmpty();
    }

    @Test
    void aRevokedConclusionWithoutMendingTakesTheObstructionWithIt() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", false, "3月5日拒绝提供承诺台账");
        complete("userTask_applyReview", part, UNIT + "head", Map.of("answer", "apply", "grounds", "当日系统停电"));
        complete("userTask_decideReview", part, "joint1", Map.of("decision", "revoke", "reasons", "停电属实"));
        runJobs(part);
        assertThat(cases.get(part).outcome()).isEqualTo("revoked");
        assertThat(children(part, "breach-finding")).isEmpty();
    }

    @Test
    void anApplicationADayLateIsRefusedWithTheComputedDate() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", true, null);
        moveClockTo(LocalDateTime.of(2026, 4, 2, 9, 0));   // the timer has not fired yet
        Refusal late = refusalOf(() -> complete("userTask_applyReview", part, UNIT + "head", Map.of("answer", "apply", "grounds", "第一项已经兑现")));
        assertThat(late.getMessage()).contains("2026年3月2日送达起算").contains("2026年4月1日届满");
        moveClockTo(LocalDateTime.of(2026, 4, 1, 23, 0));
        complete("userTask_applyReview", part, UNIT + "head", Map.of("answer", "apply", "grounds", "第一项已经兑现"));
        assertThat(task("userTask_decideReview", part)).isNotNull();
    }

    @Test
    void anApplicationNeedsGrounds() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", true, null);
        assertThat(refused("userTask_applyReview", part, UNIT + "head", Map.of("answer", "apply"))).contains("有异议");
    }

    @Test
    void whoHadPartInTheConclusionDoesNotReviewIt() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", true, null);
        complete("userTask_applyReview", part, UNIT + "head", Map.of("answer", "apply", "grounds", "第一项已经兑现"));
        String id = task("userTask_decideReview", part).getId();
        assertThat(refusalOf(() -> as("inspector1", () -> tasks.claim(id, "inspector1"))).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(refusalOf(() -> as("supervisor1", () -> tasks.claim(id, "supervisor1"))).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
    }

    @Test
    void cancellingTheInspectionTakesMendingAndReviewWithIt() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", true, null);
        String rectification = child(part, "rectification");
        as("supervisor1", () -> inspections.cancel(cases.get(part).parentNo(), "授权文件已废止"));
        assertThat(ended(part)).isTrue();
        assertThat(cases.get(rectification).outcome()).isEqualTo("cancelled");
    }

    private String reviewed(String decision, String severity, String loss) {
        String part = inspectedToConclusion();
        conclude(part, loss, "none", true, null);
        complete("userTask_applyReview", part, UNIT + "head", Map.of("answer", "apply", "grounds", "第一项已经兑现"));
        Map<String, Object> form = with(Map.of("decision", decision, "reasons", "第一项确已兑现"), "severity", severity);
        complete("userTask_decideReview", part, "joint1", form);
        runJobs(part);
        return part;
    }
}
