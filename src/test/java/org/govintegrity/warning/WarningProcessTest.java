package org.govintegrity.warning;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.casefile.OpenWarnings;
import org.govintegrity.casefile.UnitSignalled;
import org.govintegrity.escalation.LadderService;
import org.govintegrity.inspection.InspectionLauncher;
import org.govintegrity.notice.NoticeService;
import org.govintegrity.registry.Registry;
import org.govintegrity.scenario.StatementCounter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Early warnings, one test for each way one can go. The clock begins on Monday 2026-03-02. */
class WarningProcessTest extends WarningTest {

    @Autowired
    private CaseAccess access;
    @Autowired
    private OpenWarnings open;
    @Autowired
    private LadderService ladder;
    @Autowired
    private InspectionLauncher inspections;
    @Autowired
    private NoticeService notes;
    @Autowired
    private StatementCounter statements;
    @Autowired
    private WarningQuality quality;
    @Autowired
    private ApplicationEventPublisher events;

    @Test
    void letterServedOnTheHeadAndReceived() {
        Warning w = raised();
        String no = w.caseNo();
        assertThat(no).startsWith("YJ-2026-");
        assertThat(w.level()).isEqualTo("serious");
        assertThat(w.due()).as("two working days").isEqualTo(LocalDate.of(2026, 3, 4));
        assertThat(w.reasonList()).containsExactly("90日内外部监测报告1条");
        assertThat(warnings.rows(no)).singleElement().satisfies(row -> {
            assertThat(row.words()).contains("市信用监测平台", "2026年3月1日", "监测到相关情况");
            assertThat(row.link()).startsWith("https://monitor.example/");
        });
        assertThat(open.open()).filteredOn(o -> o.caseNo().equals(no)).containsExactly(
                new OpenWarnings.OpenWarning(no, UNIT, "外部监测发现司法失信", "严重", TODAY, LocalDate.of(2026, 3, 4)));
        assertThat(access.find(no, UNIT + "head")).as("not before it has become a letter").isEmpty();
        assertThat(access.find(no, "credit1")).isPresent();
        assertThat(access.find(no, "leader1")).as("the offices only").isEmpty();
        assertThat(refusalOf(() -> complete("userTask_triageWarning", no, "supervisor1", Map.of("decision", "letter", "words", "查")))).hasMessageContaining("至少5个字");
        complete("userTask_triageWarning", no, "supervisor1", Map.of("decision", "letter", "words", "请核对判决是否已经履行，尽快履行"));
        runJobs(no);
        assertThat(open.open()).noneMatch(o -> o.caseNo().equals(no));
        String notice = warnings.get(no).noticeNo();
        assertThat(notices(no)).containsExactly("warning-letter:" + Registry.headGroup(UNIT));
        assertThat(notes.get(notice).body()).contains("外部监测发现司法失信", no, "请核对判决是否已经履行", "不是对你单位失信的认定");
        assertThat(access.find(no, UNIT + "head")).isPresent();
        assertThat(access.find(no, UNIT + "1")).as("the head only").isEmpty();
        assertThat(ended(no)).isFalse();
        notes.receive(notice, UNIT + "head");
        runJobs(no);
        endsAs(no, "letter", "结案：提醒函已签收");
    }

    @Test
    void letterThatNobodySignsForEndsAfterItsTime() {
        Warning w = raised();
        complete("userTask_triageWarning", w.caseNo(), "credit1", Map.of("decision", "letter", "words", "请核对判决是否已经履行"));
        runJobs(w.caseNo());
        moveClockTo(LocalDateTime.of(2026, 3, 17, 0, 5));
        fireTimer("event_letterLapsed", w.caseNo());
        runJobs(w.caseNo());
        endsAs(w.caseNo(), "letter", "结案：提醒函已送达，期满没有签收，按送达处理");
        notes.receive(warnings.get(w.caseNo()).noticeNo(), UNIT + "head");   // late: nobody waits any more
    }

    @Test
    void handedOverAsAComplaintOnceAndItDoesNotFeedOnItself() {
        complained(6, 5);
        sweep.all();
        Warning w = only("complaints-rising");
        assertThat(w.reasonList()).anyMatch(reason -> reason.contains("30日内6件") && reason.contains("以往"));
        assertThat(warnings.rows(w.caseNo())).hasSize(6).allMatch(WarningRow::shielded).allMatch(row -> row.link().startsWith("/cases/TS-"));
        assertThat(refusalOf(() -> complete("userTask_triageWarning", w.caseNo(), "supervisor1", Map.of("decision", "complaint", "words", "集中反映同类承诺没有兑现"))))
                .hasMessageContaining("请选择投诉类别");
        assertThat(refusalOf(() -> complete("userTask_triageWarning", w.caseNo(), "supervisor1", Map.of("decision", "complaint", "category", "arrears", "words", "集中反映同类承诺没有兑现"))))
                .hasMessageContaining("欠款金额");
        complete("userTask_triageWarning", w.caseNo(), "supervisor1", Map.of("decision", "complaint", "category", "service", "words", "集中反映同类承诺没有兑现"));
        runJobs(w.caseNo());
        String complaint = warnings.get(w.caseNo()).complaintNo();
        endsAs(w.caseNo(), "complaint", "结案：转失信投诉" + complaint + "核实");
        assertThat(complaints.get(complaint)).satisfies(c -> {
            assertThat(c.unitId()).isEqualTo(UNIT);
            assertThat(c.channel()).isEqualTo("superior");
            assertThat(c.externalNo()).isEqualTo(w.caseNo());
            assertThat(c.facts()).contains("集中反映同类承诺没有兑现", "30日内6件");
        });
        assertThat(task("userTask_precheckComplaint", complaint)).isNotNull();
        service.toComplaint(w.caseNo());   // the job may run twice
        assertThat(warnings.get(w.caseNo()).complaintNo()).isEqualTo(complaint);
        sweep.all();
        assertThat(only("complaints-rising").caseNo()).as("its own complaint is no signal, and it rests").isEqualTo(w.caseNo());
    }

    @Test
    void arrearsAreHandedOverWithAmountAndDay() {
        Warning w = raised();
        complete("userTask_triageWarning", w.caseNo(), "supervisor1", Map.of("decision", "complaint", "category", "arrears", "words", "判决确认欠付工程款", "arrears", 120000.5, "arrearsFrom", "2025-11-01"));
        runJobs(w.caseNo());
        assertThat(complaints.get(warnings.get(w.caseNo()).complaintNo())).satisfies(c -> {
            assertThat(c.arrearsAmount()).isEqualByComparingTo("120000.50");
            assertThat(c.arrearsFrom()).isEqualTo(LocalDate.of(2025, 11, 1));
        });
    }

    @Test
    void inspectionProposedWithTheRowsAndStarted() {
        String no = proposed();
        assertThat(refusalOf(() -> complete("userTask_considerWarningInspection", no, "supervisor1", Map.of("decision", "start", "inspectionNo", "JC-1999-0001"))))
                .hasMessageContaining("没有编号为“JC-1999-0001”的监督检查");
        String inspection = as("supervisor1", () -> inspections.launch(Map.of("kind", "special", "title", "履约专项检查", "authority", "文政办字〔2026〕12号", "approver", "区长", "clauses", "三.5",
                "periodFrom", "2026-03-02", "periodTo", "2026-06-30")));
        complete("userTask_considerWarningInspection", no, "supervisor1", Map.of("decision", "start", "inspectionNo", inspection));
        runJobs(no);
        endsAs(no, "inspection", "结案：已发起监督检查" + inspection);
    }

    @Test
    void inspectionProposedAndNotStarted() {
        String no = proposed();
        assertThat(refusalOf(() -> complete("userTask_considerWarningInspection", no, "supervisor1", Map.of("decision", "no")))).hasMessageContaining("暂不发起");
        complete("userTask_considerWarningInspection", no, "supervisor1", Map.of("decision", "no", "reason", "法院正在执行，等结果"));
        runJobs(no);
        endsAs(no, "inspection", "结案：提请监督检查，经研究暂不发起");
        assertThat(warnings.triaged().get("outside-court").right()).isEqualTo(1);
    }

    private String proposed() {
        String no = raised().caseNo();
        complete("userTask_triageWarning", no, "credit1", Map.of("decision", "inspection", "words", "多项判决没有履行，建议检查"));
        assertThat(due("userTask_considerWarningInspection", no)).isEqualTo(LocalDate.of(2026, 3, 9));
        assertThat(String.valueOf(tasks.getVariable(task("userTask_considerWarningInspection", no).getId(), "brief"))).contains("监测到相关情况", "多项判决没有履行");
        return no;
    }

    @Test
    void dismissedWithAReasonTeachesAndRestsUnlessItGrows() {
        Warning w = raised();
        assertThat(refusalOf(() -> complete("userTask_triageWarning", w.caseNo(), "supervisor1", Map.of("decision", "dismissed", "words", "是同名企业的记录")))).hasMessageContaining("排除的原因");
        assertThat(refusalOf(() -> complete("userTask_triageWarning", w.caseNo(), "supervisor1", Map.of("decision", "dismissed", "dismissal", "explained")))).isNotNull();
        complete("userTask_triageWarning", w.caseNo(), "supervisor1", Map.of("decision", "dismissed", "dismissal", "data", "words", "是同名企业的记录"));
        runJobs(w.caseNo());
        endsAs(w.caseNo(), "dismissed", "结案：排除");
        assertThat(warnings.triaged().get("outside-court")).isEqualTo(new Warnings.Triaged("outside-court", 0, 1, 0));
        assertThat(texts(w.caseNo())).anyMatch(t -> t.contains("排除（数据有误或者重复）。是同名企业的记录"));
        sweep.all();
        assertThat(only("outside-court").caseNo()).as("rests").isEqualTo(w.caseNo());
        told("again" + System.nanoTime(), SignalSort.COURT, TODAY);
        sweep.all();
        assertThat(warnings.list(new Warnings.Filter("open", null, "outside-court", null, UNIT, null, false))).as("it has doubled").hasSize(1);
    }

    @Test
    void whatComesLaterJoinsTheOpenOne() {
        Warning w = raised();
        told("later" + System.nanoTime(), SignalSort.COURT, TODAY);
        sweep.all();
        Warning grown = only("outside-court");
        assertThat(grown.caseNo()).isEqualTo(w.caseNo());
        assertThat(grown.grownOn()).isEqualTo(TODAY);
        assertThat(warnings.rows(w.caseNo())).hasSize(2);
        assertThat(texts(w.caseNo())).anyMatch(t -> t.contains("又有1条，并入本预警"));
        int lines = texts(w.caseNo()).size();
        sweep.all();
        assertThat(texts(w.caseNo())).as("nothing new, nothing noted").hasSize(lines);
    }

    @Test
    void takenBackBeforeTriageIsNotedAndStaysToBeTriaged() {
        OutsideSignals.Signal s = told("W" + System.nanoTime(), SignalSort.COURT, TODAY);
        sweep.all();
        Warning w = only("outside-court");
        signals.withdraw(s.source(), s.reference(), "同名单位，核实后撤回");
        assertThat(texts(w.caseNo())).anyMatch(t -> t.contains("撤回了信号") && t.contains("同名单位"));
        sweep.all();
        assertThat(warnings.get(w.caseNo()).fadedOn()).isEqualTo(TODAY);
        assertThat(warnings.get(w.caseNo()).open()).isTrue();
        signals.take(new OutsideSignals.NewSignal(s.source(), s.reference() + "b", UNIT, SignalSort.COURT.code, null, TODAY, "重新报送", null), "credit1", null);
        sweep.all();
        assertThat(warnings.get(w.caseNo()).fadedOn()).as("there again").isNull();
        assertThat(texts(w.caseNo())).anyMatch(t -> t.contains("信号再次出现"));
    }

    @Test
    void lateTriageClimbsTheLadder() {
        Warning w = raised();
        moveClockTo(LocalDateTime.of(2026, 3, 5, 0, 5));
        ladder.sweep();
        assertThat(notices(w.caseNo())).contains("escalation-yellow:supervisor");
    }

    @Test
    void nobodyOfTheUnitTriages() {
        OutsideSignals.Signal s = signals.take(signal("F" + System.nanoTime(), "xinyongzhongxin", SignalSort.COURT, TODAY), "credit1", null).signal();
        sweep.all();
        Warning w = warnings.list(new Warnings.Filter("open", null, "outside-court", null, "xinyongzhongxin", null, false)).get(0);
        assertThat(s.unitId()).isEqualTo("xinyongzhongxin");
        String ofTheUnit = registry.peopleInGroup("creditcentre").stream().filter(p -> p.unitId().equals("xinyongzhongxin")).findFirst().orElseThrow().id();
        assertThat(refusalOf(() -> complete("userTask_triageWarning", w.caseNo(), ofTheUnit, Map.of("decision", "dismissed", "dismissal", "data", "words", "不是我们单位的"))))
                .hasMessageContaining("回避");
    }

    @Test
    void aRedCardIsWeighedInAJobOfItsOwnOncePerUnit() {
        for (int i = 0; i < 6; i++) {   // those of other tests are the district's experience
            redCard(UNIT, TODAY.minusDays(4L * i));
        }
        events.publishEvent(new UnitSignalled(UNIT));
        events.publishEvent(new UnitSignalled(UNIT));
        List<String> woken = runtime.createProcessInstanceQuery().processDefinitionKey("warning-sweep").variableValueEquals("unitId", UNIT).list().stream().map(p -> p.getId()).toList();
        assertThat(woken).as("once, however much happens").hasSize(1);
        management.createJobQuery().processInstanceId(woken.get(0)).list().forEach(job -> management.executeJob(job.getId()));
        Warning w = only("red-cards");
        assertThat(w.reasonList().get(0)).contains("60日内6张");
        assertThat(warnings.rows(w.caseNo())).hasSize(6);
        assertThat(jdbc.sql("select count(*) from warning_pending where unit_id = ?").param(UNIT).query(Integer.class).single()).isZero();
    }

    @Test
    void aSilentSourceSoundsAndIsCuredByItsAnswer() {
        String asked = cases.open(NewCase.numbered("CB", "source-silence", "归集催报：宋村镇", UNIT, List.of("三.8"), null)).caseNo();
        jdbc.sql("insert into filing_silence (case_no, source_id, last_heard) values (?, ?, ?)").params(asked, UNIT, TODAY.minusDays(96)).update();
        sweep.all();
        Warning w = only("source-silent");
        assertThat(w.reasonList()).containsExactly("已经96日没有报送，也没有声明无新增");
        assertThat(warnings.rows(w.caseNo())).singleElement().satisfies(row -> assertThat(row.link()).isEqualTo("/cases/" + asked));
        complete("userTask_triageWarning", w.caseNo(), "supervisor1", Map.of("decision", "letter", "words", "请尽快报送信用信息"));
        runJobs(w.caseNo());
        moveClockTo(LocalDateTime.of(2026, 9, 2, 9, 0));
        sweep.all();
        assertThat(only("source-silent").caseNo()).as("what stands is not another warning").isEqualTo(w.caseNo());
        jdbc.sql("delete from filing_silence where case_no = ?").param(asked).update();
    }

    @Test
    void aScoreThatFallsBelowTheUnitsOwnSounds() {
        List.of("2024Q4:1000:2025-01-05", "2025Q1:1004:2025-04-05", "2025Q2:996:2025-07-05", "2025Q3:1001:2025-10-05", "2025Q4:915:2026-01-05").forEach(quarter -> {
            String[] part = quarter.split(":");
            jdbc.sql("insert into evaluation_quarter (unit_id, quarter, points, level, computed_at) values (?, ?, ?, 'B', ?)")
                    .params(UNIT, part[0], Integer.parseInt(part[1]), LocalDate.parse(part[2]).atTime(8, 0)).update();
        });
        sweep.all();
        Warning w = only("score-falling");
        assertThat(w.reasonList()).containsExactly("不计另有预警信号的项目，最近一个季度比此前平均1000.3分低85.3分");
        assertThat(warnings.rows(w.caseNo())).hasSize(5).anyMatch(row -> row.words().contains("2025年第4季度自动评分915分"));
        jdbc.sql("delete from evaluation_quarter where unit_id = ?").param(UNIT).update();
    }

    /** Late tasks have cards, and the cards a rule of their own; what they cost in the score is no second reason. */
    @Test
    void whatHasASignalOfItsOwnIsNoFallOfTheScore() {
        List.of("2025Q1:1000:2025-04-05", "2025Q2:1000:2025-07-05", "2025Q3:1000:2025-10-05", "2025Q4:905:2026-01-05").forEach(quarter -> {
            String[] part = quarter.split(":");
            jdbc.sql("insert into evaluation_quarter (unit_id, quarter, points, level, computed_at) values (?, ?, ?, 'B', ?)")
                    .params(UNIT, part[0], Integer.parseInt(part[1]), LocalDate.parse(part[2]).atTime(8, 0)).update();
        });
        Map.of("tasks.red-cards", -60, "tasks.on-time", -30, "proposals.on-time", -5).forEach((figure, points) -> jdbc.sql(
                "insert into evaluation_quarter_item (unit_id, quarter, figure_id, figure_value, points, words) values (?, '2025Q4', ?, 1, ?, '扣分')").params(UNIT, figure, points).update());
        sweep.all();
        assertThat(warnings.list(new Warnings.Filter(null, null, "score-falling", null, UNIT, null, false))).isEmpty();
        jdbc.sql("delete from evaluation_quarter_item where unit_id = ?").param(UNIT).update();
        jdbc.sql("delete from evaluation_quarter where unit_id = ?").param(UNIT).update();
    }

    /** Several cards of one case on one day are one matter. */
    @Test
    void cardsOfOneMatterOnOneDayAreOne() {
        List.of("a", "b", "c", "d").forEach(task -> redCard(task, "JY-2026-9001"));
        sweep.all();
        assertThat(warnings.list(new Warnings.Filter(null, null, "red-cards", null, UNIT, null, false))).isEmpty();
        List.of("e", "f", "g").forEach(task -> redCard(task, "JY-2026-900" + task));
        sweep.all();
        assertThat(warnings.rows(only("red-cards").caseNo())).hasSizeGreaterThanOrEqualTo(4);
        jdbc.sql("delete from escalation_step where task_id like 'matter-%'").update();
    }

    private void redCard(String task, String caseNo) {
        jdbc.sql("insert into escalation_step (task_id, case_no, unit_id, owner_group, task_name, due_on, step, taken_at) values (?, ?, ?, ?, '送达', ?, 'RED', ?)")
                .params("matter-" + task, caseNo, UNIT, UNIT, TODAY.minusDays(3), TODAY.minusDays(1).atTime(1, 0)).update();
    }

    @Test
    void aTimeIsPlayedAgainAndNothingIsRaised() {
        complained(6, 5);
        Quality.Measured measured = quality.measure(List.of(new Planted(UNIT, "complaints", TODAY.minusDays(30), TODAY)), TODAY.minusDays(20), TODAY);
        assertThat(measured.rules()).filteredOn(q -> q.rule().equals("complaints-rising")).singleElement().satisfies(q -> {
            assertThat(q.found()).isEqualTo(1);
            assertThat(q.recall()).isEqualTo(1.0);
            assertThat(q.right()).isPositive();
        });
        assertThat(measured.together().recall()).isEqualTo(1.0);
        assertThat(measured.plainTogether().found()).isEqualTo(1);
        assertThat(warnings.list(new Warnings.Filter(null, null, null, null, UNIT, null, false))).isEmpty();
    }

    @Test
    void byNightTheTimerWeighsAll() {
        told("N" + System.nanoTime(), SignalSort.COURT, TODAY);
        String definition = repository.createProcessDefinitionQuery().processDefinitionKey("warning-sweep").latestVersion().singleResult().getId();
        management.createJobQuery().processDefinitionId(definition).timers().list().stream().filter(job -> job.getProcessInstanceId() == null)
                .forEach(job -> management.executeJob(job.getId()));
        runtime.createProcessInstanceQuery().processDefinitionKey("warning-sweep").list().stream()
                .flatMap(p -> management.createJobQuery().processInstanceId(p.getId()).list().stream()).forEach(job -> management.executeJob(job.getId()));
        assertThat(only("outside-court").open()).isTrue();
    }

    @Test
    void aNightOnWhichNothingHasChangedCostsFewStatementsHoweverManyUnits() {
        sweep.all();
        assertThat(registry.unitsOn(TODAY).size()).isGreaterThan(60);
        assertThat(statements.of(sweep::all)).isLessThanOrEqualTo(26);
    }

    private void endsAs(String no, String outcome, String words) {
        assertThat(ended(no)).isTrue();
        CaseFile file = cases.get(no);
        assertThat(file.outcome()).isEqualTo(outcome);
        assertThat(texts(no)).contains(words);
        assertThat(warnings.get(no).state()).isEqualTo(Warning.CLOSED);
    }
}
