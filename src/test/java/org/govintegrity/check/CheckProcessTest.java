package org.govintegrity.check;

import org.camunda.bpm.engine.runtime.Job;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.IdentityNumber;
import org.govintegrity.credit.ReadLog;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Every way a check by a person can go. */
class CheckProcessTest extends ProcessTest {

    private static final String UNIT = "caizhengju";
    private static final String DECIDE = "userTask_decideMatter";

    @Autowired
    private CheckStarter starter;
    @Autowired
    private CheckService checks;
    @Autowired
    private Matters matters;
    @Autowired
    private CreditArchive archive;
    @Autowired
    private CreditSubjects subjects;
    @Autowired
    private ReadLog readings;
    @Autowired
    private TransactionTemplate transaction;

    @Test
    void cleanIsAnsweredAtOnceGrantedAndWrittenBack() {
        String no = ask("subsidy", CheckSamples.code(), null);
        Answer answer = checks.read(checks.get(no));
        assertThat(no).matches("HC-2026-\\d{6}");
        assertThat(answer.words()).isEqualTo("无记录");
        assertThat(answer.subject().onFile()).isFalse();
        assertThat(answer.measures()).isEmpty();
        assertThat(answer.validUntil()).isEqualTo(LocalDate.of(2026, 4, 1));
        assertThat(checks.get(no).snapshotHash()).isEqualTo(CheckService.sha256(checks.get(no).snapshot()));
        decide(no, "grant", List.of(), null);
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("grant");
        assertThat(checks.useOf(no)).hasValueSatisfying(use -> {
            assertThat(use.differs()).isFalse();
            assertThat(use.usedOn()).isEqualTo(LocalDate.of(2026, 3, 2));
            assertThat(use.decidedBy()).isEqualTo(UNIT + "1");
        });
        assertThat(passed(no)).contains("serviceTask_answerCheck", "serviceTask_writeBackUse").doesNotContain("userTask_decideBypass", "serviceTask_expireCheck");
    }

    @Test
    void minorIsShownButNothingMayFollow() {
        String code = CheckSamples.code();
        CheckSamples.ofEnterprise(code, BreachClass.MINOR, archive, subjects, transaction);
        String no = ask("subsidy", code, null);
        assertThat(checks.read(checks.get(no)).levelWords()).isEqualTo("轻微");
        Refusal refusal = refusalOf(() -> decide(no, "limit", List.of("limit-fund"), "有轻微记录"));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNPROCESSABLE);
        assertThat(refusal.getMessage()).contains("不允许").contains("照常办理");
        assertThat(refusalOf(() -> decide(no, "refuse", List.of(), "有轻微记录")).getMessage()).contains("没有可以采取的措施");
        decide(no, "grant", List.of(), null);
        assertThat(cases.get(no).outcome()).isEqualTo("grant");
    }

    @Test
    void seriousIsListedAndRefusedAsTheTableSuggests() {
        String code = CheckSamples.code();
        String record = CheckSamples.ofEnterprise(code, BreachClass.SERIOUS, archive, subjects, transaction).recordNo();
        CheckSamples.ofEnterprise(code, BreachClass.GENERAL, archive, subjects, transaction);
        String no = ask("subsidy", code, null);
        Answer answer = checks.read(checks.get(no));
        assertThat(answer.listed()).isTrue();
        assertThat(answer.level()).isEqualTo("serious");
        assertThat(answer.words()).contains("2条", "严重", "重点关注名单");
        assertThat(answer.records().get(0).recordNo()).isEqualTo(record);
        assertThat(answer.records().get(0).repair()).contains("2026年5月2日");
        assertThat(answer.measures()).extracting(Measure::code).containsExactly("limit-fund");
        assertThat(answer.suggestion()).isEqualTo(Outcome.REFUSE);
        decide(no, "refuse", List.of("limit-fund"), null);
        assertThat(cases.timeline(no)).extracting(e -> e.text()).anyMatch(t -> t.contains("限制申请财政性资金项目"));
    }

    @Test
    void anotherDecisionThanSuggestedNeedsAReason() {
        String code = CheckSamples.code();
        CheckSamples.ofEnterprise(code, BreachClass.SERIOUS, archive, subjects, transaction);
        String no = ask("trading", code, null);
        assertThat(refusalOf(() -> decide(no, "grant", List.of(), null)).getMessage()).contains("不一致").contains("理由");
        assertThat(checks.useOf(no)).isEmpty();
        decide(no, "grant", List.of(), "唯一供应商，经集体研究");
        assertThat(checks.useOf(no)).hasValueSatisfying(use -> assertThat(use.differs()).isTrue());
    }

    @Test
    void aMeasureBeyondTheListOrTheTableIsRefused() {
        String code = CheckSamples.code();
        CheckSamples.ofEnterprise(code, BreachClass.SERIOUS, archive, subjects, transaction);
        String no = ask("subsidy", code, null);
        assertThat(refusalOf(() -> decide(no, "refuse", List.of("fine"), "x")).getMessage()).contains("清单以外");
        assertThat(refusalOf(() -> decide(no, "refuse", List.of("market-access"), "x")).getMessage()).contains("不允许采取“限制市场或行业准入”");
        assertThat(refusalOf(() -> decide(no, "grant", List.of("limit-fund"), "x")).getMessage()).contains("照常办理的不应");
        assertThat(task(DECIDE, no)).isNotNull();
    }

    @Test
    void anEmergencyGoesFirstByTheHeadsWordAndIsMadeUpFor() {
        String no = ask("permit", CheckSamples.code(), "防汛抢险物资当日调运");
        assertThat(checks.get(no).answered()).isFalse();
        assertThat(refusalOf(() -> complete("userTask_decideBypass", no, UNIT + "1", Map.of("decision", "grant")))).isNotNull();
        complete("userTask_decideBypass", no, UNIT + "head", Map.of("decision", "grant"));
        assertThat(book.openOf(List.of(UNIT)).stream().filter(t -> t.caseNo().equals(no)).findFirst().orElseThrow().dueOn()).isEqualTo(LocalDate.of(2026, 3, 5));
        moveClockTo(LocalDateTime.of(2026, 3, 5, 16, 0));
        assertThat(refusalOf(() -> complete("userTask_makeUpCheck", no, UNIT + "1", Map.of("done", "已为" + CheckSamples.identity() + "办理"))).getMessage()).contains("含有身份号码");
        complete("userTask_makeUpCheck", no, UNIT + "1", Map.of("done", "3月2日已调运"));
        assertThat(checks.read(checks.get(no)).asOf()).isEqualTo(LocalDate.of(2026, 3, 5));
        decide(no, "grant", List.of(), null, "2026-03-02");
        assertThat(ended(no)).isTrue();
        assertThat(steps(no)).doesNotContain("YELLOW");
    }

    @Test
    void madeUpForLateItClimbsTheLadder() {
        String no = ask("permit", CheckSamples.code(), "防汛抢险物资当日调运");
        complete("userTask_decideBypass", no, UNIT + "head", Map.of("decision", "grant"));
        moveClockTo(LocalDateTime.of(2026, 3, 10, 9, 0));
        sweep();
        assertThat(steps(no)).contains("YELLOW", "RED");
        complete("userTask_makeUpCheck", no, UNIT + "1", Map.of("done", "3月2日已调运"));
        assertThat(checks.get(no).answered()).isTrue();
    }

    @Test
    void withoutTheHeadsWordItIsCheckedFirst() {
        String no = ask("permit", CheckSamples.code(), "领导要求快办");
        assertThat(refusalOf(() -> complete("userTask_decideBypass", no, UNIT + "head", Map.of("decision", "refuse"))).getMessage()).contains("理由");
        complete("userTask_decideBypass", no, UNIT + "head", Map.of("decision", "refuse", "reason", "不属于紧急情形"));
        assertThat(checks.get(no).answered()).isTrue();
        assertThat(task(DECIDE, no)).isNotNull();
        assertThat(passed(no)).doesNotContain("userTask_makeUpCheck");
    }

    @Test
    void notUsedInThirtyDaysItExpiresAndMustBeAskedAgain() {
        String no = ask("permit", CheckSamples.code(), null);
        moveClockTo(LocalDateTime.of(2026, 4, 2, 9, 0));
        assertThat(refusalOf(() -> decide(no, "grant", List.of(), null)).getMessage()).contains("过期").contains("重新核查");
        fireTimer("boundaryEvent_validityOver", no);
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("expired");
        assertThat(jdbc.sql("select addressee from notice where case_no = ? and template = 'credit-check-expired'").param(no).query(String.class).single()).isEqualTo(UNIT);
    }

    @Test
    void aTaskOfAPersonsCheckShowsNeitherNameNorRecords() {
        String identity = CheckSamples.identity();
        CheckSamples.ofPerson(identity, RecordKind.DISCIPLINE, BreachClass.GENERAL, archive, subjects, transaction);
        String no = as("zuzhibu1", () -> starter.start(new Asker("zuzhibu1", "zuzhibu", UseRules.Office.UNIT, null, true),
                new Wanted(null, IdentityNumber.of(identity), "王示例", "recruitment", "公务员法", "招录〔2026〕1号", null), null));
        Check check = checks.get(no);
        assertThat(checks.read(check).records()).singleElement().satisfies(e -> assertThat(e.decision()).isEqualTo("决定内容"));
        String brief = tasks.getVariables(task(DECIDE, no).getId()).toString();
        assertThat(brief).doesNotContain("王示例", "决定内容", "文决", identity).contains("限制任职");
        assertThat(cases.confidential(no)).isTrue();
        assertThat(cases.timeline(no)).extracting(e -> e.text()).noneMatch(t -> t.contains("王示例") || t.contains("一般"));
        assertThat(readings.of(SubjectKind.PERSON, check.subjectId(), 10)).singleElement().satisfies(r -> {
            assertThat(r.reader()).isEqualTo("zuzhibu1");
            assertThat(r.ref()).isEqualTo(no);
            assertThat(r.purpose()).contains("人事招聘");
        });
        complete(DECIDE, no, "zuzhibu1", values("limit", List.of("limit-post"), null, null));
        assertThat(cases.get(no).outcome()).isEqualTo("limit");
    }

    @Test
    void endedFromOutsideItLeavesNoOpenCase() {
        String no = ask("permit", CheckSamples.code(), null);
        runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId(), "误提");
        assertThat(cases.get(no).outcome()).isEqualTo("cancelled");
    }

    /** On the tenth the timer tells of last month: once, also when it fires again, and the button has nothing left to send. */
    @Test
    void lastMonthsSharesAreToldOnceAMonthByThemselves() {
        moveClockTo(LocalDateTime.of(2026, 6, 10, 9, 0));
        matters.report(UNIT, List.of(new Matters.Entry("2026-05", "permit", "月报1")), UNIT + "1");
        Job timer = circularTimer();
        assertThat(LocalDateTime.ofInstant(timer.getDuedate().toInstant(), ZoneId.of("Asia/Shanghai"))).satisfies(due -> {
            assertThat(due.getDayOfMonth()).isEqualTo(10);
            assertThat(due.toLocalTime()).isEqualTo(LocalTime.of(9, 0));
        });
        fire(timer);
        Matters.Circular sent = matters.circular("2026-05").orElseThrow();
        assertThat(sent.sentBy()).isEqualTo("system");
        assertThat(cases.get(sent.caseNo()).outcome()).isEqualTo("circulated");
        int notices = notices(sent.caseNo());
        assertThat(jdbc.sql("select body from notice where case_no = ? and addressee = ?").params(sent.caseNo(), UNIT).query(String.class).single()).contains("2026-05", "月报1");
        assertThat(jdbc.sql("select addressee from notice where case_no = ?").param(sent.caseNo()).query(String.class).list()).contains("jointoffice").hasSize(notices);

        fire(circularTimer());
        assertThat(jdbc.sql("select count(*) from casefile_case where kind = ? and title like '2026-05%'").param(Matters.KIND).query(Integer.class).single()).isEqualTo(1);
        assertThat(notices(sent.caseNo())).isEqualTo(notices);
        assertThat(refusalOf(() -> matters.circulate("2026-05", "credit1")).getMessage()).contains("每月只通报一次");

        moveClockTo(LocalDateTime.of(2026, 7, 10, 9, 0));
        String byHand = matters.circulate("2026-06", "credit1");
        fire(circularTimer());
        assertThat(matters.circular("2026-06")).hasValueSatisfying(circular -> {
            assertThat(circular.caseNo()).isEqualTo(byHand);
            assertThat(circular.sentBy()).isEqualTo("credit1");
        });
    }

    @Test
    void aMonthInWhichAllWasCheckedIsNotTold() {
        moveClockTo(LocalDateTime.of(2026, 9, 10, 9, 0));
        registry.unitsResponsibleFor("三.9", LocalDate.of(2026, 8, 31)).forEach(unit -> matters.report(unit.id(), List.of(new Matters.Entry("2026-08", "permit", null)), unit.id() + "1"));
        fire(circularTimer());
        assertThat(matters.circular("2026-08")).isEmpty();
        assertThat(management.createJobQuery().processDefinitionKey(Matters.KIND).messages().count()).as("done, not failed").isZero();
    }

    private Job circularTimer() {
        return management.createJobQuery().processDefinitionKey(Matters.KIND).timers().singleResult();
    }

    private void fire(Job timer) {
        management.executeJob(timer.getId());
        management.createJobQuery().processDefinitionKey(Matters.KIND).messages().list().forEach(job -> management.executeJob(job.getId()));
    }

    private int notices(String caseNo) {
        return jdbc.sql("select count(*) from notice where case_no = ?").param(caseNo).query(Integer.class).single();
    }

    private String ask(String purpose, String code, String emergency) {
        return as(UNIT + "1", () -> starter.start(new Asker(UNIT + "1", UNIT, UseRules.Office.UNIT, null, true),
                new Wanted(code, null, "示例企业", purpose, "行政许可法", "件〔2026〕1号", null), emergency));
    }

    private void decide(String no, String outcome, List<String> measures, String reason) {
        decide(no, outcome, measures, reason, null);
    }

    private void decide(String no, String outcome, List<String> measures, String reason, String usedOn) {
        complete(DECIDE, no, UNIT + "1", values(outcome, measures, reason, usedOn));
    }

    private static Map<String, Object> values(String outcome, List<String> measures, String reason, String usedOn) {
        Map<String, Object> values = new HashMap<>(Map.of("outcome", outcome, "measures", measures));
        values.put("reason", reason);
        values.put("usedOn", usedOn);
        return values;
    }

    /** The sweep is another family's; it is run as its process does, by its bean. */
    private void sweep() {
        String instance = management.createJobQuery().processDefinitionKey("escalation").timers().list().get(0).getId();
        management.executeJob(instance);
        management.createJobQuery().processDefinitionKey("escalation").messages().list().forEach(job -> management.executeJob(job.getId()));
    }

    private List<String> steps(String no) {
        return jdbc.sql("select step from escalation_step s join casefile_task t on t.task_id = s.task_id where t.case_no = ?").param(no).query(String.class).list();
    }
}
