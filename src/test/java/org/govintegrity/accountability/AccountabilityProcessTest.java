package org.govintegrity.accountability;

import org.camunda.bpm.engine.runtime.Job;
import org.govintegrity.casefile.AccountabilityProposed;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.ChainWalk;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.Standing;
import org.govintegrity.scenario.ChainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A case of accountability, one test for each way it can end. */
class AccountabilityProcessTest extends ChainTest {

    private static final String PERSON = UNIT + "2";

    @Autowired
    private AccountabilityService service;
    @Autowired
    private CreditArchive archive;
    @Autowired
    private ChainWalk chain;

    private String no;

    @BeforeEach
    void proposed() {
        no = proposeAccountability(someUnitCase(), PERSON);
    }

    @ParameterizedTest
    @CsvSource({"warning,6,2026-09-02", "demerit,12,2027-03-02", "major-demerit,18,2027-09-02", "dismiss,24,2028-03-02", "admonish,6,2026-09-02"})
    void sanctionedRecordedServedAndReleasedWhenTheTermIsOver(String form, int months, LocalDate ends) {
        handOver(no, PERSON, "文诚移" + no);
        complete("userTask_registerOutcome", no, "authority1", outcome(form, PERSON, months));
        runJobs(no);
        CreditRecord record = archive.ofCase(no).get(0);
        assertThat(record.restricted()).isTrue();
        assertThat(record.subjectId()).isEqualTo(PERSON);
        assertThat(record.post()).isEqualTo(registry.person(PERSON).post());
        assertThat(record.kind()).isEqualTo(form.equals("admonish") ? RecordKind.ACCOUNTABILITY : RecordKind.DISCIPLINE);
        assertThat(service.get(no).termEndsOn()).isEqualTo(ends);
        assertThat(ChineseDates.toLocalDate(timer("intermediateCatchEvent_termEnded").getDuedate())).isEqualTo(ends);
        String served = jdbc.sql("select body from notice where case_no = ? and template = 'accountability-outcome'").param(no).query(String.class).single();
        assertThat(served).contains("不停止").contains(form.equals("admonish") ? "2026年4月2日" : "2026年4月1日");
        fireTimer("intermediateCatchEvent_termEnded", no);
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("closed");
        assertThat(archive.get(record.recordNo()).standingOn(ends)).isEqualTo(Standing.IN_FORCE);
        assertThat(archive.get(record.recordNo()).standingOn(ends.plusDays(1))).isEqualTo(Standing.RELEASED);
        assertThat(notices(no)).contains("accountability-released:" + UNIT + "head");
        assertThat(chain.walk().intact()).isTrue();
    }

    @Test
    void anOutcomeWithoutATermWaitsForTheTimeOfAppealOnly() {
        handOver(no, PERSON, "文诚移" + no);
        complete("userTask_registerOutcome", no, "authority1", outcome("talk", PERSON, null));
        runJobs(no);
        assertThat(ChineseDates.toLocalDate(timer("intermediateCatchEvent_termEnded").getDuedate())).isEqualTo(LocalDate.of(2026, 4, 2));
        fireTimer("intermediateCatchEvent_termEnded", no);
        assertThat(cases.get(no).outcome()).isEqualTo("closed");
        assertThat(archive.ofCase(no).get(0).standing()).isEqualTo(Standing.IN_FORCE);
        assertThat(notices(no)).doesNotContain("accountability-released:" + UNIT + "head");
    }

    @Test
    void aUnitCanBeCriticisedToo() {
        handOver(no, null, "文诚移" + no);
        complete("userTask_registerOutcome", no, "authority1", outcome("unit-circular", null, null));
        runJobs(no);
        assertThat(archive.ofCase(no)).singleElement().satisfies(r -> {
            assertThat(r.restricted()).isFalse();
            assertThat(r.subjectId()).isEqualTo(UNIT);
        });
    }

    @Test
    void theAuthorityMaySeeNoGround() {
        handOver(no, PERSON, "文诚移" + no);
        assertThat(refused("userTask_registerOutcome", no, "authority1", Map.of("result", "none"))).contains("请写明理由");
        complete("userTask_registerOutcome", no, "authority1", Map.of("result", "none", "reason", "情节轻微，已批评"));
        assertThat(cases.get(no).outcome()).isEqualTo("no-action");
        assertThat(archive.ofCase(no)).isEmpty();
    }

    @Test
    void aReplyThatDoesNotComeIsUrgedAsOftenAsItTakes() {
        handOver(no, PERSON, "文诚移" + no);
        for (int times = 1; times <= 2; times++) {
            fireTimer("boundaryEvent_replyOverdue", no);
            assertThat(service.get(no).urges()).isEqualTo(times);
            moveClockTo(LocalDateTime.of(2026, 3 + times, 2, 9, 0));
        }
        assertThat(notices(no)).filteredOn(n -> n.equals("accountability-urge:authority")).hasSize(2);
        assertThat(openTasks("userTask_registerOutcome", no)).hasSize(1);
    }

    @Test
    void theLeaderMayReturnOrReject() {
        Map<String, Object> form = Map.of("facts", "事实", "evidence", List.of(Map.of("text", "检查结论书")), "rule", "依据", "circumstances", "无", "suggestion", "建议", "recipient", "discipline");
        complete("userTask_proposeAccountability", no, "supervisor1", form);
        assertThat(refused("userTask_approveProposal", no, "leader1", Map.of("decision", "return"))).contains("写明理由");
        complete("userTask_approveProposal", no, "leader1", Map.of("decision", "return", "reason", "补充证据"));
        complete("userTask_proposeAccountability", no, "supervisor1", form);
        complete("userTask_approveProposal", no, "leader1", Map.of("decision", "reject", "reason", "已批评教育，不再移送"));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("rejected");
    }

    @Test
    void withoutEvidenceThereIsNoProposal() {
        assertThat(refused("userTask_proposeAccountability", no, "supervisor1", Map.of("facts", "事实", "rule", "依据", "circumstances", "无", "suggestion", "建议", "recipient", "discipline")))
                .contains("至少列出一项证据");
    }

    @Test
    void takenBackBeforeItIsHandedOver() {
        as("supervisor1", () -> service.withdraw(no, "失信认定已被撤销"));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("withdrawn");
        String other = proposeAccountability(someUnitCase(), PERSON);
        handOver(other, PERSON, "文诚移" + other);
        assertThat(refusalOf(() -> service.withdraw(other, "失信认定已被撤销"))).hasMessageContaining("已经移送");
    }

    @Test
    void anAppealDoesNotStopExecution() {
        sanctioned();
        as("supervisor1", () -> service.appeal(no, LocalDate.of(2026, 3, 2), "处分过重"));
        assertThat(refusalOf(() -> service.appeal(no, LocalDate.of(2026, 3, 2), "再次申诉"))).hasMessageContaining("正在等待结果");
        assertThat(timer("intermediateCatchEvent_termEnded")).isNotNull();
        fireTimer("intermediateCatchEvent_termEnded", no);
        assertThat(archive.ofCase(no).get(0).standingOn(service.get(no).termEndsOn().plusDays(1))).isEqualTo(Standing.RELEASED);
        complete("userTask_recordAppealResult", no, "authority1", Map.of("result", "upheld", "documentNo", "复〔2026〕1号", "words", "维持"));
        assertThat(ended(no)).isTrue();
    }

    @Test
    void anAppealMayMakeItLighterOrTakeItBack() {
        sanctioned();
        as("supervisor1", () -> service.appeal(no, LocalDate.of(2026, 3, 2), "处分过重"));
        complete("userTask_recordAppealResult", no, "authority1", Map.of("result", "lighter", "documentNo", "复〔2026〕1号", "words", "改为警告"));
        assertThat(archive.ofCase(no).get(0).standing()).isEqualTo(Standing.CORRECTED);
        assertThat(ended(no)).isFalse();

        no = proposeAccountability(someUnitCase(), PERSON);
        sanctioned();
        as("supervisor1", () -> service.appeal(no, LocalDate.of(2026, 3, 2), "事实不清"));
        complete("userTask_recordAppealResult", no, "authority1", Map.of("result", "revoked", "documentNo", "复〔2026〕2号", "words", "撤销"));
        assertThat(ended(no)).isTrue();
        assertThat(passed(no)).contains("intermediateCatchEvent_revoked");
        assertThat(cases.get(no).outcome()).isEqualTo("revoked");
        assertThat(archive.ofCase(no).get(0).standing()).isEqualTo(Standing.WITHDRAWN);
    }

    @Test
    void anAppealTooLateIsRefusedWithTheComputedDate() {
        sanctioned();
        moveClockTo(LocalDateTime.of(2026, 4, 3, 9, 0));
        Refusal late = refusalOf(() -> service.appeal(no, LocalDate.of(2026, 4, 2), "处分过重"));
        assertThat(late.getMessage()).contains("2026年4月1日届满");
        as("supervisor1", () -> service.appeal(no, LocalDate.of(2026, 4, 1), "处分过重"));
    }

    @Test
    void termsFormsAndTargetsHaveToFit() {
        handOver(no, PERSON, "文诚移" + no);
        String task = "userTask_registerOutcome";
        assertThat(refused(task, no, "authority1", outcome("demerit", PERSON, 6))).contains("12个月");
        assertThat(refused(task, no, "authority1", outcome("talk", PERSON, 6))).contains("没有期限");
        assertThat(refused(task, no, "authority1", outcome("demerit", null, 12))).contains("适用于个人");
        assertThat(refused(task, no, "authority1", outcome("unit-circular", PERSON, null))).contains("适用于单位");
        assertThat(refused(task, no, "authority1", with(outcome("demerit", PERSON, 12), "documentDate", "2026-03-05"))).contains("还没有到");
        assertThat(refused(task, no, "authority1", with(outcome("demerit", PERSON, 12), "documentNo", null))).contains("名称、文号和日期");
        assertThat(refused(task, no, "authority1", with(outcome("demerit", PERSON, 12), "form", null))).contains("处理形式");
        assertThat(refused(task, no, "authority1", outcome("fine", PERSON, 12))).contains("选项");
        assertThat(refused(task, no, "authority1", outcome("demerit", "jiaotongju1", 12))).contains("当事人应是");
        assertThat(openTasks(task, no)).hasSize(1);
    }

    @Test
    void somebodyWhoLeftIsRecordedOnlyWhenThatIsKnown() {
        handOver(no, PERSON, "文诚移" + no);
        String post = registry.person(PERSON).post();
        moveTo("jiaotongju", "科员");
        try {
            assertThat(refused("userTask_registerOutcome", no, "authority1", outcome("warning", PERSON, 6))).contains("已经离开原岗位").contains("仍按决定登记");
            complete("userTask_registerOutcome", no, "authority1", with(outcome("warning", PERSON, 6), "leftNoted", true));
            runJobs(no);
            assertThat(archive.ofCase(no)).singleElement().satisfies(r -> {
                assertThat(r.post()).as("the post at the time").isEqualTo(post);
                assertThat(r.unitId()).isEqualTo(UNIT);
            });
        } finally {
            moveTo(UNIT, post);
        }
    }

    @Test
    void oneCaseLeadsToOneProposal() {
        String origin = cases.get(no).parentNo();
        transaction.executeWithoutResult(s -> events.publishEvent(new AccountabilityProposed(origin, PERSON, "又一次")));
        assertThat(children(origin, "accountability")).hasSize(1);
    }

    @Test
    void aLetterIsUsedOnce() {
        handOver(no, PERSON, "文诚移〔2026〕1号");
        String other = proposeAccountability(someUnitCase(), PERSON);
        assertThat(refusalOf(() -> handOver(other, PERSON, "文诚移〔2026〕1号"))).hasMessageContaining(no);
    }

    /** As a load of changed seeds would, which makes a new version of the registry. */
    private void moveTo(String unit, String post) {
        jdbc.sql("update registry_person set unit_id = ?, post = ? where id = ?").params(unit, post, PERSON).update();
        jdbc.sql("insert into registry_seed_load (file_name, sha256, loaded_at, added, changed) values ('people.csv', 'test', ?, 0, 1)")
                .param(LocalDateTime.now(clock)).update();
    }

    private void sanctioned() {
        handOver(no, PERSON, "文诚移" + no);
        complete("userTask_registerOutcome", no, "authority1", outcome("demerit", PERSON, 12));
        runJobs(no);
    }

    private Job timer(String activity) {
        return management.createJobQuery().timers().activityId(activity)
                .processInstanceId(runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId()).singleResult();
    }
}
