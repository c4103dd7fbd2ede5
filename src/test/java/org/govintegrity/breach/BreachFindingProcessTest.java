package org.govintegrity.breach;

import org.camunda.bpm.engine.runtime.Job;
import org.govintegrity.casefile.BreachSuspected;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.ChainWalk;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.StandingChange;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.scenario.ChainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A breach finding from the clue to the record, one test for each way it can end. */
class BreachFindingProcessTest extends ChainTest {

    @Autowired
    private BreachFindingService findings;
    @Autowired
    private CreditArchive archive;
    @Autowired
    private ChainWalk chain;

    private String origin;

    @BeforeEach
    void aCaseOfAUnitWithoutHistory() {
        origin = someUnitCase();
        transaction.executeWithoutResult(s -> archive.of(SubjectKind.UNIT, UNIT).stream().filter(r -> r.standing().counts())
                .forEach(r -> archive.event(new StandingChange(r.recordNo(), "test:" + r.recordNo(), Standing.WITHDRAWN, r.documentDate(), "test", "另一项测试的记录"), "system")));
    }

    @Test
    void foundWithDefenceAndRecordedOnce() {
        String no = suspect(origin, "conclusion", "general");
        verify(no, "general", "none");
        proposeFinding(no, ruled(no), null);
        assertThat(notices(no)).contains("breach-proposal:" + UNIT).doesNotContain("breach-proposal-person:" + UNIT + "head");
        defend(no);
        decide(no, ruled(no));
        assertThat(cases.get(no).outcome()).isEqualTo("found");
        List<CreditRecord> records = archive.ofCase(no);
        assertThat(records).hasSize(1);
        CreditRecord record = records.get(0);
        assertThat(record.subject()).isEqualTo(SubjectKind.UNIT);
        assertThat(record.subjectId()).isEqualTo(UNIT);
        assertThat(record.kind()).isEqualTo(RecordKind.BREACH);
        assertThat(record.documentNo()).isEqualTo(documentOf(no));
        assertThat(record.endsOn()).isEqualTo(LocalDate.of(2031, 3, 2));
        assertThat(record.standing()).isEqualTo(Standing.IN_FORCE);
        assertThat(record.recordedBy()).isEqualTo("supervisor2");
        assertThat(chain.walk().intact()).isTrue();
        assertThat(notices(no)).contains("breach-decision:" + UNIT);
        String decision = jdbc.sql("select body from notice where case_no = ? and template = 'breach-decision'").param(no).query(String.class).single();
        assertThat(decision).contains("申请复核").contains("信用修复").contains("2031年3月");
    }

    @Test
    void aDefenceThatNeverComesIsNoObstacle() {
        String no = proposed("general", null);
        fireTimer("boundaryEvent_defenceLapsed", no);
        assertThat(findings.get(no).defended()).isFalse();
        complete("userTask_reviewFinding", no, "supervisor2", Map.of("decided", ruled(no)));
        runJobs(no);
        assertThat(archive.ofCase(no)).hasSize(1);
        assertThat(passed(no)).contains("serviceTask_noteLapse");
    }

    @Test
    void theDefenceIsARightAndNobodyIsLate() {
        String no = proposed("general", null);
        assertThat(book.get(task("userTask_defend", no).getId()).nextStepAt()).isNull();
        complete("userTask_defend", no, UNIT + "head", Map.of("answer", "waive"));
        assertThat(task("userTask_reviewFinding", no)).isNotNull();
    }

    @Test
    void theDecisionIsNeverHeavierThanProposed() {
        String no = suspect(origin, "conclusion", "serious");
        verify(no, "serious", "none");
        proposeFinding(no, "minor", null);
        defend(no);
        Map<String, Object> heavier = Map.of("decided", "serious", "answer", "不采纳", "reasons", "情节严重");
        Refusal refusal = refusalOf(() -> complete("userTask_reviewFinding", no, "supervisor2", heavier));
        assertThat(refusal.getMessage()).contains("重于事先告知的“轻微”").contains("不得加重");
        assertThat(task("userTask_reviewFinding", no)).isNotNull();
        decide(no, "minor");
        assertThat(archive.ofCase(no)).singleElement().extracting(CreditRecord::breachClass).isEqualTo(BreachClass.MINOR);
    }

    @Test
    void aProposalIsNeverHeavierThanTheTable() {
        String no = suspect(origin, "conclusion", "minor");
        verify(no, "general", "after-harm");
        String ruled = ruled(no);
        String heavier = ruled.equals("minor") ? "general" : "serious";
        assertThat(refused("userTask_proposeFinding", no, "credit1", Map.of("breachClass", heavier, "basis", "x"))).contains("不得重于判定表");
    }

    @Test
    void theReviewMayBeLighterAndSaysWhy() {
        String no = suspect(origin, "conclusion", "serious");
        verify(no, "serious", "none");
        proposeFinding(no, "serious", null);
        defend(no);
        assertThat(refused("userTask_reviewFinding", no, "supervisor2", Map.of("decided", "general", "answer", "采纳"))).contains("请写明理由");
        assertThat(refused("userTask_reviewFinding", no, "supervisor2", Map.of("decided", "general", "reasons", "从轻"))).contains("逐项写明采纳与否");
        decide(no, "general");
        assertThat(archive.ofCase(no)).singleElement().extracting(CreditRecord::breachClass).isEqualTo(BreachClass.GENERAL);
    }

    @Test
    void theReviewMayDismiss() {
        String no = proposed("general", null);
        defend(no);
        decide(no, "none");
        assertThat(cases.get(no).outcome()).isEqualTo("dismissed");
        assertThat(archive.ofCase(no)).isEmpty();
        assertThat(notices(no)).contains("breach-dismissed:" + UNIT);
    }

    @Test
    void aClueThatDoesNotHoldEndsThere() {
        String no = suspect(origin, "conclusion", "general");
        assertThat(refused("userTask_verifyClue", no, "credit1", Map.of("result", "unfounded"))).contains("写明查明的情况和理由");
        complete("userTask_verifyClue", no, "credit1", Map.of("result", "unfounded", "reason", "承诺已按期兑现"));
        assertThat(cases.get(no).outcome()).isEqualTo("unfounded");
        assertThat(archive.ofCase(no)).isEmpty();
    }

    @Test
    void aDocumentThatIsNotInForceIsWaitedForAsOftenAsItTakes() {
        String no = suspect(origin, "conclusion", "general");
        complete("userTask_verifyClue", no, "credit1", Map.of("result", "pending", "reason", "正在行政复议"));
        assertThat(openTasks("userTask_verifyClue", no)).isEmpty();
        moveClockTo(LocalDateTime.of(2026, 4, 2, 9, 0));
        fireTimer("intermediateCatchEvent_recheckDue", no);
        complete("userTask_verifyClue", no, "credit1", Map.of("result", "pending", "reason", "复议尚未决定"));
        Job second = management.createJobQuery().timers().activityId("intermediateCatchEvent_recheckDue").processInstanceId(
                runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId()).singleResult();
        assertThat(ChineseDates.toLocalDate(second.getDuedate())).as("counted anew").isAfter(LocalDate.of(2026, 4, 30));
        management.executeJob(second.getId());
        verify(no, "general", "none");
        assertThat(task("userTask_proposeFinding", no)).isNotNull();
    }

    @Test
    void correctedBeforeHarmIsNotFound() {
        String no = suspect(origin, "conclusion", "general");
        verify(no, "general", "before-harm");
        assertThat(cases.get(no).outcome()).isEqualTo("exempt");
        assertThat(notices(no)).contains("breach-exempt:" + UNIT);
        assertThat(archive.ofCase(no)).isEmpty();
    }

    @Test
    void takenBackBeforeTheDecision() {
        String no = proposed("general", null);
        assertThat(refusalOf(() -> findings.withdraw(no, "错"))).hasMessageContaining("至少5个字");
        as("supervisor1", () -> findings.withdraw(no, "原检查结论已被撤销"));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("withdrawn");
        assertThat(notices(no)).contains("breach-dismissed:" + UNIT);
        assertThat(refusalOf(() -> findings.withdraw(no, "再撤回一次看看"))).hasMessageContaining("不能撤回");
        assertThat(book.ofCase(no)).allMatch(t -> !t.open());
    }

    @Test
    void theSameMatterIsNeverFoundTwice() {
        String no = suspect(origin, "conclusion", "general");
        transaction.executeWithoutResult(s -> events.publishEvent(new BreachSuspected(origin, "rectification-failed", "general", "又一次")));
        assertThat(children(origin, "breach-finding")).hasSize(1);
        transaction.executeWithoutResult(s -> events.publishEvent(new BreachSuspected(origin, "obstruction", "serious", "拒绝提供台账")));
        assertThat(children(origin, "breach-finding")).hasSize(2);
        // nor by another way: the same document from another case
        Map<String, Object> form = with(verification("general", "none"), "documentNo", "文诚检〔2026〕77号");
        complete("userTask_verifyClue", no, "credit1", form);
        String other = suspect(someUnitCase(), "conclusion", "general");
        Refusal refusal = refusalOf(() -> complete("userTask_verifyClue", other, "credit2", form));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT);
        assertThat(refusal.getMessage()).contains("文诚检〔2026〕77号").contains(no).contains("不得重复认定");
        proposeFinding(no, ruled(no), null);
        defend(no);
        decide(no, ruled(no));
        assertThat(refused("userTask_verifyClue", other, "credit2", form)).contains(no);
    }

    @Test
    void falsifiedEvidenceIsAMatterOfItsOwnAndAlwaysSerious() {
        suspect(origin, "rectification-failed", "minor");
        String no = suspect(origin, "falsified-evidence", "serious");
        assertThat(children(origin, "breach-finding")).as("beside the breach itself").hasSize(2);
        transaction.executeWithoutResult(s -> events.publishEvent(new BreachSuspected(origin, "falsified-evidence", "serious", "又一项")));
        assertThat(children(origin, "breach-finding")).hasSize(2);
        assertThat(cases.get(no).title()).contains("提供虚假证据");
        verify(no, "minor", "before-harm");
        assertThat(ruled(no)).isEqualTo("serious");
    }

    @Test
    void aPersonsRecordIsRestrictedAndNamesThePostAtTheTime() {
        String no = proposed("general", UNIT + "2");
        assertThat(notices(no)).contains("breach-proposal-person:" + UNIT + "head");
        assertThat(jdbc.sql("select count(*) from notice where case_no = ? and addressee = ? and body like ?")
                .params(no, UNIT, "%" + registry.person(UNIT + "2").name() + "%").query(Integer.class).single()).as("colleagues do not read the name").isZero();
        defend(no);
        decide(no, ruled(no));
        List<CreditRecord> records = archive.ofCase(no);
        assertThat(records).hasSize(2);
        CreditRecord person = records.get(1);
        assertThat(person.restricted()).isTrue();
        assertThat(person.subjectId()).isEqualTo(UNIT + "2");
        assertThat(person.post()).isEqualTo(registry.person(UNIT + "2").post());
        assertThat(person.unitId()).isEqualTo(UNIT);
    }

    @Test
    void onlyPeopleOfTheUnitCanBeNamed() {
        String no = suspect(origin, "conclusion", "general");
        verify(no, "general", "none");
        assertThat(refused("userTask_proposeFinding", no, "credit1", Map.of("breachClass", "minor", "basis", "x", "personId", "jiaotongju1"))).contains("责任人应是");
    }

    @Test
    void whoVerifiedOrProposedDoesNotReviewAndTheUnitDoesNeither() {
        String no = proposed("general", null);
        complete("userTask_defend", no, UNIT + "head", Map.of("answer", "waive"));
        String id = task("userTask_reviewFinding", no).getId();
        assertThat(refusalOf(() -> as("credit1", () -> tasks.claim(id, "credit1"))).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        assertThat(refusalOf(() -> as(UNIT + "head", () -> tasks.claim(id, UNIT + "head"))).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
    }

    @Test
    void wrongVerificationsAreRefusedWithWordsThatHelp() {
        String no = suspect(origin, "conclusion", "general");
        Map<String, Object> form = verification("general", "none");
        assertThat(refused("userTask_verifyClue", no, "credit1", with(form, "documentDate", "2026-03-03"))).contains("还没有到");
        assertThat(refused("userTask_verifyClue", no, "credit1", with(form, "documentDate", "2020-01-01"))).contains("期满，不能再认定");
        assertThat(refused("userTask_verifyClue", no, "credit1", with(form, "documentDate", null))).contains("依据文书的日期");
        for (String field : List.of("kind", "documentName", "documentNo", "gravity", "correction", "facts")) {
            assertThat(refused("userTask_verifyClue", no, "credit1", with(form, field, null))).contains("请填写");
        }
        assertThat(refused("userTask_verifyClue", no, "credit1", with(form, "gravity", "terrible"))).contains("选项");
        assertThat(refused("userTask_verifyClue", no, "credit1", with(form, "facts", "字".repeat(5001)))).contains("最多5000字");
    }

    @Test
    void aJobThatRunsTwiceRecordsOnceAndAFailureLeavesNothing() {
        String no = proposed("general", null);
        defend(no);
        complete("userTask_reviewFinding", no, "supervisor2", Map.of("decided", ruled(no), "reasons", "x", "answer", "y"));
        Job serve = job(no);
        management.executeJob(serve.getId());
        Job record = job(no);
        long before = archiveSize();
        // the transaction that moves the token fails after the record was written: nothing stays
        transaction.executeWithoutResult(status -> {
            findings.record(no);
            assertThat(archive.ofCase(no)).hasSize(1);
            status.setRollbackOnly();
        });
        assertThat(archive.ofCase(no)).isEmpty();
        assertThat(archiveSize()).isEqualTo(before);
        // a first run that was committed although the engine did not hear of it
        transaction.executeWithoutResult(status -> findings.record(no));
        management.executeJob(record.getId());
        runJobs(no);
        assertThat(archive.ofCase(no)).hasSize(1);
        assertThat(archiveSize()).isEqualTo(before + 1);
        assertThat(chain.walk().intact()).isTrue();
    }

    @Test
    void seriousGoesOnToAccountabilityAndGeneralDoesNot() {
        String serious = suspect(origin, "conclusion", "serious");
        verify(serious, "serious", "none");
        proposeFinding(serious, "serious", null);
        defend(serious);
        decide(serious, "serious");
        assertThat(children(serious, "accountability")).hasSize(1);
        assertThat(passed(serious)).contains("serviceTask_proposeAccountability");

        String minor = suspect(someUnitCase(), "conclusion", "minor");
        Map<String, Object> form = with(verification("minor", "none"), "documentNo", "文诚检〔2026〕2" + minor + "号");
        complete("userTask_verifyClue", minor, "credit1", form);
        proposeFinding(minor, "minor", null);
        defend(minor);
        decide(minor, "minor");
        assertThat(children(minor, "accountability")).isEmpty();
    }

    @Test
    void aRepeatedBreachWeighsMore() {
        String first = proposed("general", null);
        defend(first);
        decide(first, ruled(first));
        String second = suspect(someUnitCase(), "conclusion", "minor");
        complete("userTask_verifyClue", second, "credit1", with(verification("minor", "none"), "documentNo", "文诚检〔2026〕3" + second + "号"));
        assertThat(findings.get(second).ruledClass()).isEqualTo("general");
    }

    private void verify(String no, String gravity, String correction) {
        complete("userTask_verifyClue", no, "credit1", with(verification(gravity, correction), "documentNo", documentOf(no)));
    }

    private static String documentOf(String no) {
        return "文诚检〔2026〕" + no + "号";
    }

    private String ruled(String no) {
        return findings.get(no).ruledClass();
    }

    private String proposed(String gravity, String person) {
        String no = suspect(origin, "conclusion", gravity);
        verify(no, gravity, "none");
        proposeFinding(no, ruled(no), person);
        return no;
    }

    private Job job(String no) {
        return management.createJobQuery().messages().processInstanceId(runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId()).singleResult();
    }

    private long archiveSize() {
        return jdbc.sql("select seq from credit_chain where id = 1").query(Long.class).single();
    }
}
