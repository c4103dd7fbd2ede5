package org.govintegrity.repair;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.CameInPerson;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.ReadLog;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.escalation.LadderService;
import org.govintegrity.scenario.RedressTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A repair, one test for each way it can end. */
class RepairProcessTest extends RedressTest {

    private static final Application COMPLETE = new Application("工程款已于2025年10月付清", "赔偿了逾期利息并书面致歉", "今后按期履约，接受社会监督", true);
    private static final Map<String, Object> GRANT = Map.of("corrected", "yes", "dutyDone", "yes", "committed", "yes");

    @Autowired
    private RepairService service;
    @Autowired
    private CaseAccess access;
    @Autowired
    private ReadLog readings;
    @Autowired
    private LadderService ladder;

    @Test
    void grantedInThreeDaysAndTheRecordCountsNoMore() {
        CreditRecord record = unitRecord();
        transaction.executeWithoutResult(s -> readings.note(SubjectKind.UNIT, UNIT, "jiaotongju1", "公共资源交易", null));
        String no = apply(record, UNIT + "1");
        assertThat(no).startsWith("XF-2026-");
        assertThat(standing(record)).as("applying changes nothing yet").isEqualTo(Standing.IN_FORCE);
        assertThat(due("userTask_decideRepair", no)).isEqualTo(LocalDate.of(2026, 3, 5));
        assertThat(refused("userTask_decideRepair", no, "credit1", GRANT)).contains("还没有证明材料");
        prove(no, UNIT + "1");
        complete("userTask_decideRepair", no, "credit1", GRANT);
        CreditRecord after = archive.get(record.recordNo());
        assertThat(after.standing()).isEqualTo(Standing.REPAIRED);
        assertThat(after.standing().counts()).isFalse();
        assertThat(after.publishableOn(LocalDate.of(2026, 3, 2))).isFalse();
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("repaired");
        assertThat(notices(no)).as("and whoever read the file in other tests").contains("repair-granted:" + UNIT, "repair-shown:jiaotongju")
                .allMatch(notice -> notice.startsWith("repair-shown:") || notice.equals("repair-granted:" + UNIT)).doesNotHaveDuplicates();
        assertThat(body(no, "repair-granted", UNIT)).contains("停止公示、停止共享和使用", "措施一并解除", "四项条件均符合");
        assertThat(refusalOf(() -> apply(record, UNIT + "1"))).hasMessageContaining("已修复");
        assertThat(chain.walk().intact()).isTrue();
    }

    @Test
    void tooEarlyIsRefusedWithTheDayAndOpensNoCase() {
        CreditRecord record = record(SubjectKind.UNIT, UNIT, RecordKind.BREACH, CENTRE, LocalDate.of(2026, 6, 2));
        long before = jdbc.sql("select count(*) from casefile_case where kind = 'credit-repair'").query(Long.class).single();
        assertThat(refusalOf(() -> apply(record, UNIT + "1"))).hasMessageContaining("自2026年6月2日起可以申请").extracting(Refusal::kind).isEqualTo(Refusal.Kind.UNPROCESSABLE);
        assertThat(jdbc.sql("select count(*) from casefile_case where kind = 'credit-repair'").query(Long.class).single()).isEqualTo(before);
        assertThat(service.conditions(record)).hasSize(4).first().satisfies(c -> {
            assertThat(c.met()).isFalse();
            assertThat(c.words()).contains("2026年6月2日", "信用修复管理办法");
        });
        moveClockTo(LocalDateTime.of(2026, 6, 2, 9, 0));
        apply(record, UNIT + "1");
    }

    @Test
    void refusedWithReasonsAndMayComeAgain() {
        CreditRecord record = unitRecord();
        String no = apply(record, UNIT + "1");
        Map<String, Object> refusal = with(GRANT, "dutyDone", "no");
        assertThat(refused("userTask_decideRepair", no, "credit1", refusal)).contains("写明理由");
        assertThat(refusalOf(() -> apply(record, UNIT + "head"))).hasMessageContaining(no).hasMessageContaining("正在办理");
        complete("userTask_decideRepair", no, "credit1", with(refusal, "reasons", "逾期利息没有支付凭证，请补交"));
        runJobs(no);
        assertThat(standing(record)).isEqualTo(Standing.IN_FORCE);
        assertThat(cases.get(no).outcome()).isEqualTo("refused");
        assertThat(body(no, "repair-refused", UNIT)).contains("不符合：相关义务已履行", "请补交", "可以再次申请");
        assertThat(service.conditions(service.get(no))).extracting(Condition::met).containsExactly(true, true, false, true);
        String again = apply(record, UNIT + "1");
        prove(again, UNIT + "1");
        complete("userTask_decideRepair", again, "credit2", GRANT);
        assertThat(standing(record)).isEqualTo(Standing.REPAIRED);
    }

    @Test
    void eachConditionThatIsMissingIsNamed() {
        CreditRecord record = unitRecord();
        assertThat(refusalOf(() -> as(UNIT + "1", () -> service.apply(record.recordNo(), new Application("已付清工程款", "", null, false), null))))
                .hasMessageContaining("相关义务怎样履行、信用承诺、同意公开信用承诺").hasMessageNotContaining("怎样纠正");
        assertThat(service.runningOn(record.recordNo())).isEmpty();
    }

    @Test
    void takenBackByWhoAppliedOrOvertaken() {
        CreditRecord record = unitRecord();
        String no = apply(record, UNIT + "1");
        assertThat(refusalOf(() -> as("jiaotongju1", () -> service.drop(no, "不是我提出的申请")))).extracting(Refusal::kind).isEqualTo(Refusal.Kind.NOT_FOUND);
        as(UNIT + "1", () -> service.drop(no, "材料尚未备齐，稍后再申请"));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("dropped");
        String second = apply(record, UNIT + "1");
        end(record, Standing.WITHDRAWN);
        assertThat(ended(second)).isTrue();
        assertThat(cases.get(second).outcome()).isEqualTo("overtaken");
        assertThat(body(second, "repair-ended", UNIT)).contains("已撤销");
    }

    @Test
    void aLateDecisionClimbsTheLadderAndTheApplicantHearsOfItWithinTenDays() {
        String no = apply(unitRecord(), UNIT + "1");
        moveClockTo(LocalDateTime.of(2026, 3, 6, 0, 5));
        ladder.sweep();
        assertThat(notices(no)).contains("escalation-yellow:creditcentre");
        moveClockTo(LocalDateTime.of(2026, 3, 17, 0, 0));
        fireTimer("startEvent_delayed", no);
        assertThat(body(no, "repair-delayed", UNIT)).contains("尚未作出决定");
        assertThat(openTasks("userTask_decideRepair", no)).hasSize(1);
        prove(no, UNIT + "1");
        complete("userTask_decideRepair", no, "credit1", GRANT);
        runJobs(no);
        assertThat(ended(no)).isTrue();
    }

    @Test
    void whoDeterminedItDecidesAndNobodyOnThemselves() {
        String byCourt = apply(record(SubjectKind.UNIT, UNIT, RecordKind.JUDGMENT, COURT, REPAIR_FROM), UNIT + "1");
        assertThat(refused("userTask_decideRepair", byCourt, "credit1", GRANT)).contains("不在").contains("职责范围");
        prove(byCourt, UNIT + "1");
        complete("userTask_decideRepair", byCourt, COURT + "1", GRANT);
        String self = apply(record(SubjectKind.UNIT, UNIT, RecordKind.PENALTY, UNIT, REPAIR_FROM), UNIT + "1");
        assertThat(service.get(self).decider()).as("a unit does not decide on itself").isEqualTo("creditcentre");
        String centre = apply(record(SubjectKind.UNIT, CENTRE, RecordKind.BREACH, CENTRE, REPAIR_FROM), CENTRE + "1");
        assertThat(service.get(centre).decider()).isEqualTo("jointoffice");
        String staff = apply(record(SubjectKind.PERSON, PERSON, RecordKind.ACCOUNTABILITY, UNIT, REPAIR_FROM), PERSON);
        prove(staff, PERSON);
        complete("userTask_decideRepair", staff, UNIT + "head", GRANT);
        runJobs(staff);
        assertThat(notices(staff)).as("to people, never to a unit").contains("repair-granted:person:" + PERSON).allMatch(notice -> notice.contains(":person:"));
    }

    @Test
    void aPersonsCaseIsForThePersonTheCentreAndWhoDecides() {
        String no = apply(personRecord(), PERSON);
        for (String person : List.of(PERSON, "credit1", COURT + "head")) {
            assertThat(access.find(no, person)).as(person).isPresent();
        }
        for (String person : List.of(UNIT + "1", UNIT + "head", COURT + "1", "joint1", "supervisor1", "leader1", "admin")) {
            assertThat(access.find(no, person)).as(person).isEmpty();
        }
        assertThat(String.valueOf(tasks.getVariable(task("userTask_decideRepair", no).getId(), "brief"))).doesNotContain("工程款", registry.person(PERSON).name());
    }

    @Test
    void atTheCounterTheCentreAppliesForOthers() {
        CreditRecord organisation = record(SubjectKind.ORGANISATION, "91371003MA3C0000XY", RecordKind.PENALTY, COURT, REPAIR_FROM);
        String no = as("credit1", () -> service.apply(organisation.recordNo(), COMPLETE, new CameInPerson("某某公司", "营业执照原件", "13800000000")));
        prove(no, "credit1");
        complete("userTask_decideRepair", no, COURT + "1", GRANT);
        runJobs(no);
        assertThat(body(no, "repair-granted", "creditcentre")).contains("某某公司");
        assertThat(refusalOf(() -> apply(organisation, "supervisor1"))).extracting(Refusal::kind).isEqualTo(Refusal.Kind.NOT_FOUND);
    }

    private String apply(CreditRecord record, String person) {
        return as(person, () -> service.apply(record.recordNo(), COMPLETE, null));
    }
}
