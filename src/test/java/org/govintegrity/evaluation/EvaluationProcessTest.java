package org.govintegrity.evaluation;

import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Problem;
import org.govintegrity.casefile.Problems;
import org.govintegrity.common.Refusal;
import org.govintegrity.common.Rows;
import org.govintegrity.common.Sha256;
import org.govintegrity.credit.EvaluationResults;
import org.govintegrity.registry.SeedLoader;
import org.govintegrity.scenario.ChainTest;
import org.govintegrity.scenario.StatementCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** A year's evaluation and its units, one test for each way they can go. */
class EvaluationProcessTest extends ChainTest {

    private static final String WATER = "shuiliju";
    private static final String HEALTH = "weijianju";
    private static final String OWN = "institutions";
    /** Forty of the hundred for a figure that is 0 for everybody, forty for the unit's own report, twenty for reviewers where there are any. */
    private static final String RULES = """
            versions:
              - version: T-%s
                title: 测试指标
                basis: 测试
                effectiveFrom: 2018-01-01
                period: {from: 12-01, to: 11-30}
                commonShare: 70
                bonusCap: 3
                lateReport: 0.5
                sampleShare: %s
                differenceLimit: 10
                cohort: [%s]
                indicators:
                  - {id: claims, name: 答复失实, group: common, clause: 三.1, weight: 40, source: automatic, figure: proposals.false-claims, formula: {deduct: 10}, basis: 测试}
                  - {id: institutions, name: 制度建设, group: common, clause: 四.2, weight: 40, source: self-report, basis: 测试}
            """;
    private static final String REVIEWED = """
                  - {id: water, name: 水务公开, group: common, clause: 三.6, weight: 10, source: reviewer, lead: shuiliju, basis: 测试}
                  - {id: law, name: 依法行政, group: common, clause: 三.3, weight: 10, source: reviewer, lead: sifaju, basis: 测试}
            """;

    @Autowired
    private EvaluationService evaluations;
    @Autowired
    private UnitEvaluations units;
    @Autowired
    private EvaluationResults file;
    @Autowired
    private Problems problems;
    @Autowired
    private SeedLoader seeds;
    @Autowired
    private StatementCounter statements;

    private long loadNo;

    @BeforeEach
    void rules() {
        jdbc.sql("update evaluation set state = 'cancelled'").update();
        loadNo = jdbc.sql("select coalesce(max(load_no), 0) from evaluation_rules").query(Long.class).single();
        use("1", "0", WATER + ", " + HEALTH, REVIEWED);
    }

    @AfterEach
    void theDistrictsRulesAgain() {
        jdbc.sql("update evaluation set state = 'cancelled'").update();
        jdbc.sql("update evaluation_unit set final_at = started_at where final_at is null").update();
        jdbc.sql("delete from evaluation_rules where load_no > ?").param(loadNo).update();
    }

    @Test
    void reportedScoredAcceptedRankedApprovedAndHandedOver() {
        String no = as("joint1", evaluations::open);
        assertThat(no).matches("KP-2026-\\d{4}");
        runJobs(no);
        assertThat(evaluations.get(no)).satisfies(e -> {
            assertThat(e.state()).isEqualTo("trial");
            assertThat(e.periodFrom()).isEqualTo(LocalDate.of(2025, 12, 1));
            assertThat(e.periodTo()).isEqualTo(LocalDate.of(2026, 11, 30));
            assertThat(e.rulesVersion()).isEqualTo("T-1");
        });
        assertThat(cases.children(no)).as("nobody is asked before the start is confirmed").isEmpty();
        confirm(no);
        String water = unitCase(no, WATER);
        String health = unitCase(no, HEALTH);
        assertThat(List.of(water, health)).containsExactlyInAnyOrder(no + "-01", no + "-02");
        assertThat(brief("userTask_selfReport", health)).contains("计零分", "50%", "制度建设");
        assertThat(book.get(task("userTask_selfReport", health).getId()).dueOn()).isEqualTo(LocalDate.of(2026, 3, 16));
        report(health, HEALTH, 50);
        report(water, WATER, 90);
        score(health, WATER, WATER + "1", "water", 100, null);
        score(health, "sifaju", "sifaju1", "law", 80, "两件文件未备案");
        assertThat(total(health)).isEqualByComparingTo("78");   // 40 + 40 · 50% + 10 + 10 · 80%
        assertThat(units.leads(water)).as("its own clause is scored by the joint office").containsExactly("jointoffice", "sifaju");
        score(water, "jointoffice", "joint1", "water", 90, "一次逾期");
        score(water, "sifaju", "sifaju1", "law", 100, null);
        assertThat(total(water)).isEqualByComparingTo("95");
        assertThat(notices(health)).contains("evaluation-draft:" + HEALTH);
        assertThat(body(health, "evaluation-draft")).contains("78分", "合格", "2026年3月9日", "/evaluations/" + no + "/units/" + HEALTH);
        assertThat(brief("userTask_respond", health)).contains("制度建设：得20/40分", "两件文件未备案");
        accept(health, HEALTH);
        assertThat(ended(health)).isTrue();
        assertThat(cases.get(health).outcome()).isEqualTo("final");
        assertThat(evaluations.get(no).state()).as("one unit is still at it").isEqualTo("running");
        accept(water, WATER);
        runJobs(no);
        assertThat(evaluations.get(no).state()).isEqualTo("scored");
        assertThat(places(no)).containsEntry(WATER, 1).containsEntry(HEALTH, 2);

        assertThat(refusalOf(() -> complete("userTask_panelReview", no, "joint1", Map.of("decision", "submit")))).as("who confirmed the start").hasMessageContaining("回避");
        complete("userTask_panelReview", no, "joint2", Map.of("decision", "submit"));
        assertThat(brief("userTask_approve", no)).contains("优秀1个、合格1个");
        complete("userTask_approve", no, "leader1", Map.of("decision", "approve"));
        runJobs(no);
        assertThat(notices(health)).contains("evaluation-result:" + HEALTH);
        assertThat(body(health, "evaluation-result")).contains("78分", "在2个参评单位中列第2");
        assertThat(notices(no)).containsExactlyInAnyOrder("evaluation-results:jointoffice", "evaluation-results:leader");
        String publication = child(no, "publication");
        assertThat(jdbc.sql("select body from publication_document where case_no = ?").param(publication).query(String.class).single())
                .contains("2025年12月1日至2026年11月30日", registry.unit(WATER).fullName(), "\"95\"", "优秀", "\"78\"", "合格");
        assertThat(file.of(HEALTH)).first().satisfies(result -> {
            assertThat(result.caseNo()).isEqualTo(no);
            assertThat(result.evalYear()).isEqualTo(2026);
            assertThat(result.total()).isEqualByComparingTo("78");
            assertThat(result.grade()).isEqualTo("passed");
        });
        assertThat(refusalOf(() -> as("joint1", () -> evaluations.cancel(no, "不合适")))).hasMessageContaining("不能取消");
        assertThat(refused("userTask_confirmHandOver", no, "joint1", Map.of("receivedBy", "区委组织部", "receivedOn", "2026-12-01"))).contains("不晚于今天");
        complete("userTask_confirmHandOver", no, "joint1", Map.of("receivedBy", "区委组织部绩效考核科", "receivedOn", "2026-03-02", "receiptNo", "绩收1号"));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("closed");
        assertThat(passed(no)).containsSubsequence("startEvent_opened", "serviceTask_freezeCohort", "serviceTask_collectFigure", "userTask_confirmStart", "serviceTask_startUnits",
                "intermediateCatchEvent_allUnitsEnded", "serviceTask_rankUnits", "userTask_panelReview", "userTask_approve", "serviceTask_serveResults", "serviceTask_handOver",
                "userTask_confirmHandOver", "endEvent_handedOver");
        assertThat(passed(health)).containsSubsequence("startEvent_unitStarted", "userTask_selfReport", "serviceTask_takeFigures", "userTask_scoreClause", "serviceTask_draftScore",
                "userTask_respond", "serviceTask_finalScore", "serviceTask_reportToYear", "endEvent_scored").doesNotContain("userTask_spotCheck", "serviceTask_suspectBreach");
    }

    @Test
    void whoDoesNotReportInTimeGetsNothingForItAndHalfOfWhatAnObjectionBrings() {
        String no = started();
        String health = unitCase(no, HEALTH);
        moveClockTo(LocalDateTime.of(2026, 3, 17, 0, 1));
        fireTimer("boundaryEvent_reportLapsed", health);
        runJobs(health);
        assertThat(openTasks("userTask_selfReport", health)).isEmpty();
        assertThat(texts(health)).anyMatch(text -> text.contains("没有报告，自评指标计零分"));
        scoreAll(health, WATER + "1", 100);
        assertThat(total(health)).isEqualByComparingTo("60");
        assertThat(item(health, OWN)).satisfies(item -> {
            assertThat(item.points()).isZero();
            assertThat(item.late()).isTrue();
        });
        object(health, HEALTH, Map.of("item", OWN, "words", "系统故障，现补报"));
        decide(health, "joint2", row(1, "upheld", 80, "故障属实，准予补报"));
        assertThat(total(health)).as("60 and half of 80% of 40").isEqualByComparingTo("76");
    }

    @Test
    void aReportIsRefusedUntilEveryItemIsThere() {
        String no = started();
        String health = unitCase(no, HEALTH);
        assertThat(refused("userTask_selfReport", health, HEALTH + "1", Map.of("rows", List.of()))).contains("第1项没有填写");
        assertThat(refused("userTask_selfReport", health, HEALTH + "1", Map.of("rows", List.of(Map.of("no", 1, "mark", 101, "words", "x"))))).contains("不能大于100");
        assertThat(refused("userTask_selfReport", health, HEALTH + "1", Map.of("rows", List.of(Map.of("no", 2, "mark", 50, "words", "x"))))).contains("没有第2项");
        assertThat(refusalOf(() -> complete("userTask_selfReport", health, WATER + "1", Map.of("rows", List.of())))).as("another unit").isNotNull();
        report(health, HEALTH, 50);
        Task own = openTasks("userTask_scoreClause", health).stream().filter(t -> book.get(t.getId()).owner().equals("sifaju")).findFirst().orElseThrow();
        assertThat(own.getName()).contains(registry.unit(HEALTH).fullName());
        assertThat(refusalOf(() -> as("sifaju1", () -> forms.submitTaskForm(own.getId(), Map.of("rows", List.of(Map.of("no", 1, "mark", 70)))))))
                .hasMessageContaining("写明扣分的理由");
    }

    @Test
    void theSampleIsCheckedOnTheSpotAndMayOnlyLower() {
        use("2", "1", WATER + ", " + HEALTH, REVIEWED);
        String no = started();
        String health = unitCase(no, HEALTH);
        report(health, HEALTH, 90);
        assertThat(brief("userTask_spotCheck", health)).contains("自评90").contains("证据一册");
        assertThat(refusalOf(() -> check(health, "lower", 60, null))).hasMessageContaining("写明查明的情况");
        assertThat(refusalOf(() -> check(health, "lower", 95, "偏高"))).hasMessageContaining("低于自评（90）");
        check(health, "lower", 60, "缺两次培训记录");
        scoreAll(health, WATER + "1", 100);
        assertThat(total(health)).isEqualByComparingTo("84");
        assertThat(passed(health)).contains("userTask_spotCheck");
        String water = unitCase(no, WATER);
        report(water, WATER, 90);
        check(water, "confirmed", null, null);
        scoreAll(water, "joint1", 100);
        assertThat(total(water)).isEqualByComparingTo("96");
        assertThat(jdbc.sql("select count(*) from evaluation_unit where case_no = ? and sampled = true").param(no).query(Integer.class).single()).isEqualTo(2);
    }

    @Test
    void whoDidNotReportIsNotCheckedThoughDrawn() {
        use("2", "1", HEALTH, REVIEWED);
        String health = unitCase(started(), HEALTH);
        fireTimer("boundaryEvent_reportLapsed", health);
        runJobs(health);
        assertThat(openTasks("userTask_spotCheck", health)).isEmpty();
        assertThat(openTasks("userTask_scoreClause", health)).hasSize(2);
    }

    @Test
    void falsifiedEvidenceMakesTheItemZeroAndOpensAFinding() {
        use("2", "1", HEALTH, REVIEWED);
        String no = started();
        String health = unitCase(no, HEALTH);
        report(health, HEALTH, 90);
        check(health, "falsified", null, "会议记录系补造");
        scoreAll(health, WATER + "1", 100);
        assertThat(total(health)).isEqualByComparingTo("60");
        assertThat(item(health, OWN).voided()).isTrue();
        assertThat(children(health, "breach-finding")).as("not before the unit could answer").isEmpty();
        accept(health, HEALTH);
        String finding = child(health, "breach-finding");
        assertThat(cases.get(finding).unitId()).isEqualTo(HEALTH);
        assertThat(task("userTask_verifyClue", finding)).isNotNull();
        assertThat(jdbc.sql("select clue from breach_finding where case_no = ?").param(finding).query(String.class).single()).contains("制度建设：会议记录系补造");
        assertThat(passed(health)).containsSubsequence("serviceTask_finalScore", "serviceTask_suspectBreach", "serviceTask_reportToYear");
    }

    @Test
    void aDecisionMayFindEvidenceFalsifiedOrClearIt() {
        use("2", "1", WATER + ", " + HEALTH, REVIEWED);
        String no = started();
        String health = unitCase(no, HEALTH);
        report(health, HEALTH, 90);
        check(health, "falsified", null, "会议记录系补造");
        scoreAll(health, WATER + "1", 100);
        object(health, HEALTH, Map.of("item", OWN, "words", "记录属实，有录像"));
        decide(health, "joint2", row(1, "upheld", 90, "录像证明记录属实"));
        assertThat(total(health)).isEqualByComparingTo("96");
        assertThat(children(health, "breach-finding")).isEmpty();

        String water = unitCase(no, WATER);
        report(water, WATER, 60);
        check(water, "confirmed", null, null);
        scoreAll(water, "joint1", 100);
        object(water, WATER, Map.of("item", OWN, "words", "应为满分"), Map.of("item", "claims", "words", "没有失实"));
        assertThat(refusalOf(() -> decide(water, "joint2", row(1, "falsified", null, "x"), row(2, "refused", null, "x")))).as("a figure is no evidence").hasMessageContaining("系统数据");
        decide(water, "joint2", row(1, "refused", null, "数据无误"), row(2, "falsified", null, "提交的照片系网上下载"));
        assertThat(item(water, OWN)).satisfies(item -> assertThat(item.voided()).isTrue());
        assertThat(children(water, "breach-finding")).hasSize(1);
    }

    @Test
    void anObjectionIsDecidedByOthersItemByItemAndNeverForTheWorse() {
        String no = started();
        String health = unitCase(no, HEALTH);
        report(health, HEALTH, 50);
        score(health, WATER, WATER + "1", "water", 70, "公开不及时");
        score(health, "sifaju", "sifaju1", "law", 60, "四件未备案");
        jdbc.sql("insert into evaluation_figure (case_no, unit_id, figure_id, amount, base, row_count) values (?, ?, 'proposals.false-claims', 2, 0, 2)").params(no, HEALTH).update();
        assertThat(refusalOf(() -> object(health, HEALTH))).hasMessageContaining("逐项选择");
        assertThat(refusalOf(() -> object(health, HEALTH, Map.of("item", "nothing", "words", "x")))).hasMessageContaining("不是本单位初评中的指标");
        assertThat(refusalOf(() -> object(health, HEALTH, Map.of("item", "law", "words", "x"), Map.of("item", "law", "words", "y")))).hasMessageContaining("选了两次");
        object(health, HEALTH, Map.of("item", "water", "words", "都在期限内"), Map.of("item", "law", "words", "已经备案"), Map.of("item", "claims", "words", "其中一件是别的单位的"));
        assertThat(brief("userTask_decideObjection", health)).contains("已经备案", "0到100", "数量");
        // in the order of the version: claims, water, law
        assertThat(refusalOf(() -> decide(health, "joint2", row(1, "upheld", 1, "核实一件"), row(2, "upheld", 60, "x"), row(3, "refused", null, "x")))).hasMessageContaining("不得使得分变少");
        assertThat(refusalOf(() -> decide(health, "joint2", row(1, "upheld", null, "x"), row(2, "refused", null, "x"), row(3, "refused", null, "x")))).hasMessageContaining("重新认定的值");
        assertThat(refusalOf(() -> decide(health, "joint2", row(1, "upheld", 1, "x"), row(2, "upheld", 101, "x"), row(3, "refused", null, "x")))).hasMessageContaining("0到100");
        assertThat(units.objections(health)).as("nothing of what was refused is kept").allMatch(o -> o.upheld() == null);
        decide(health, "joint2", row(1, "upheld", 0, "两件都是别的单位的"), row(2, "upheld", 100, "核实均按期公开"), row(3, "refused", null, "备案在期限之后"));
        assertThat(units.objections(health)).extracting(UnitEvaluations.Objection::upheld).containsExactlyInAnyOrder(true, true, false);
        assertThat(total(health)).isEqualByComparingTo("76");   // 40 + 20 + 10 + 6
        assertThat(body(health, "evaluation-objection")).contains("水务公开：支持。理由：核实均按期公开", "依法行政：不支持。理由：备案在期限之后", "76分");
        assertThat(ended(health)).isTrue();
    }

    @Test
    void whoScoredDoesNotDecide() {
        String no = started();
        String water = unitCase(no, WATER);
        report(water, WATER, 50);
        scoreAll(water, "joint1", 50);
        object(water, WATER, Map.of("item", "water", "words", "应为满分"));
        assertThat(refusalOf(() -> decide(water, "joint1", row(1, "refused", null, "x"))).kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
        decide(water, "joint2", row(1, "refused", null, "扣分有据"));
        assertThat(total(water)).isEqualByComparingTo("70");
    }

    @Test
    void silenceIsAcceptance() {
        String no = started();
        String health = unitCase(no, HEALTH);
        report(health, HEALTH, 100);
        scoreAll(health, WATER + "1", 100);
        assertThat(book.get(task("userTask_respond", health).getId()).nextStepAt()).as("a right: nobody is called late").isNull();
        moveClockTo(LocalDateTime.of(2026, 3, 10, 0, 1));
        fireTimer("boundaryEvent_acceptedSilently", health);
        runJobs(health);
        assertThat(ended(health)).isTrue();
        assertThat(texts(health)).anyMatch(text -> text.contains("视为认可"));
        assertThat(passed(health)).containsSubsequence("userTask_respond", "serviceTask_noteAccepted", "serviceTask_finalScore");
    }

    @Test
    void ofTwoThatEndAtTheSameTimeOneWakesTheYear() {
        String no = started();
        List<Job> last = new ArrayList<>();
        for (String unit : List.of(WATER, HEALTH)) {
            String unitCase = unitCase(no, unit);
            report(unitCase, unit, 100);
            scoreAll(unitCase, unit.equals(WATER) ? "joint1" : WATER + "1", 100);
            complete("userTask_respond", unitCase, unit + "head", Map.of("answer", "accept"));
            management.executeJob(jobs(unitCase).get(0).getId());   // the final score, committed
            last.addAll(jobs(unitCase));
        }
        assertThat(last).hasSize(2);
        assertThat(jobs(no)).isEmpty();
        management.executeJob(last.get(0).getId());
        assertThat(jobs(no)).hasSize(1);
        management.executeJob(last.get(1).getId());
        assertThat(jobs(no)).as("the second finds nobody waiting").hasSize(1);
        runJobs(no);
        assertThat(task("userTask_panelReview", no)).isNotNull();
        assertThat(passed(no).stream().filter("serviceTask_rankUnits"::equals)).hasSize(1);
        assertThat(places(no)).as("equal totals share a place").containsEntry(WATER, 1).containsEntry(HEALTH, 1);
    }

    @Test
    void aUnitThatIsDissolvedLeavesAndTheYearGoesOn(@TempDir Path folder) throws IOException {
        String no = started();
        String health = unitCase(no, HEALTH);
        String water = unitCase(no, WATER);
        report(health, HEALTH, 100);
        scoreAll(health, WATER + "1", 100);
        accept(health, HEALTH);
        report(water, WATER, 100);
        seedsWithout(folder, WATER, "2026-03-01");
        try {
            seeds.load(folder.toString());
            assertThat(openTasks("userTask_scoreClause", water)).isEmpty();
            runJobs(water);
            assertThat(ended(water)).isTrue();
            assertThat(cases.get(water).outcome()).isEqualTo("left");
            assertThat(passed(water)).contains("startEvent_left", "serviceTask_reportLeft", "endEvent_left");
            runJobs(no);
            assertThat(places(no)).containsEntry(HEALTH, 1).doesNotContainKey(WATER);
            assertThat(evaluations.gradeWords(no)).contains("退出1个");
            complete("userTask_panelReview", no, "joint2", Map.of("decision", "submit"));
            complete("userTask_approve", no, "leader1", Map.of("decision", "approve"));
            runJobs(no);
            assertThat(notices(water)).doesNotContain("evaluation-result:" + WATER);
            assertThat(body(health, "evaluation-result")).contains("在1个参评单位中列第1");
        } finally {
            seeds.load("seeds/wendeng");
        }
    }

    @Test
    void aUnitThatIsDissolvedBeforeTheStartIsNotAsked(@TempDir Path folder) throws IOException {
        String no = as("joint1", evaluations::open);
        runJobs(no);
        seedsWithout(folder, WATER, "2026-03-01");
        try {
            seeds.load(folder.toString());
            confirm(no);
            assertThat(cases.children(no)).extracting(CaseFile::unitId).containsExactly(HEALTH);
        } finally {
            seeds.load("seeds/wendeng");
        }
    }

    @Test
    void aVersionThatChangesMeanwhileChangesNothing() {
        String no = started();
        String health = unitCase(no, HEALTH);
        use("1", "0", WATER, REVIEWED.replace("weight: 10", "weight: 90"));   // same number, other text
        report(health, HEALTH, 50);
        assertThat(openTasks("userTask_scoreClause", health)).hasSize(2);
        scoreAll(health, WATER + "1", 100);
        assertThat(total(health)).isEqualByComparingTo("80");
        assertThat(evaluations.get(no).rulesSha256()).isNotEqualTo(jdbc.sql("select sha256 from evaluation_rules where load_no = (select max(load_no) from evaluation_rules)")
                .query(String.class).single());
    }

    @Test
    void aYearIsEvaluatedOnce() {
        String no = started();
        assertThat(refusalOf(() -> as("joint2", evaluations::open))).satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT);
            assertThat(refusal).hasMessageContaining(no);
        });
        int before = jdbc.sql("select count(*) from evaluation").query(Integer.class).single();
        List<String> running = timerStarts();
        assertThat(jdbc.sql("select count(*) from evaluation").query(Integer.class).single()).isEqualTo(before);
        assertThat(running).as("the timer's process has ended by itself").isEmpty();
        assertThat(history.createHistoricActivityInstanceQuery().activityId("endEvent_alreadyOpen").count()).isPositive();
    }

    @Test
    void theTimerOpensTheYear() {
        moveClockTo(LocalDateTime.of(2026, 12, 1, 8, 0));
        List<String> running = timerStarts();
        assertThat(running).hasSize(1);
        String no = evaluations.ofYear(2026).orElseThrow();
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId()).isEqualTo(running.get(0));
        runJobs(no);
        assertThat(task("userTask_confirmStart", no)).isNotNull();
        assertThat(cases.get(no).openedBy()).isEqualTo("system");
        assertThat(passed(no)).containsSubsequence("startEvent_yearDue", "serviceTask_openYear", "serviceTask_freezeCohort");
        assertThat(refusalOf(() -> as("joint2", evaluations::open))).hasMessageContaining(no);
    }

    @Test
    void afterTheTrialItMayBeLeftAtThat() {
        String no = as("joint1", evaluations::open);
        runJobs(no);
        assertThat(refused("userTask_confirmStart", no, "joint1", Map.of("decision", "stop"))).contains("写明理由");
        complete("userTask_confirmStart", no, "joint1", Map.of("decision", "stop", "reason", "指标需要修改"));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("stopped");
        assertThat(cases.children(no)).isEmpty();
        assertThat(as("joint1", evaluations::open)).as("the year is free again").isNotEqualTo(no);
    }

    @Test
    void thePanelHasScoresWorkedOutAgainAndTheLeaderSendsItBack() {
        String no = allScored();
        String health = unitCase(no, HEALTH);
        assertThat(refused("userTask_panelReview", no, "joint2", Map.of("decision", "return", "reason", "第三方评分晚到"))).contains("单位案号");
        assertThat(refused("userTask_panelReview", no, "joint2", Map.of("decision", "return", "reason", "x", "units", "KP-2020-0001-01"))).contains("不是本次考核");
        // what came late: a mark of a later stage
        jdbc.sql("insert into evaluation_mark (unit_case_no, indicator_id, stage, mark_value, words, given_by, given_at) values (?, 'law', 'third-party', 50, '复核', 'joint2', ?)")
                .params(health, LocalDateTime.of(2026, 3, 2, 9, 0)).update();
        complete("userTask_panelReview", no, "joint2", Map.of("decision", "return", "reason", "复核评分晚到", "units", health));
        runJobs(no);
        assertThat(total(health)).isEqualByComparingTo("95");
        assertThat(places(no)).containsEntry(WATER, 1).containsEntry(HEALTH, 2);
        assertThat(jdbc.sql("select cause from evaluation_score where unit_case_no = ? order by version desc fetch first 1 rows only").param(health).query(String.class).single())
                .contains("复核评分晚到");
        complete("userTask_panelReview", no, "joint2", Map.of("decision", "submit"));
        assertThat(refused("userTask_approve", no, "leader1", Map.of("decision", "return"))).contains("写明理由");
        complete("userTask_approve", no, "leader1", Map.of("decision", "return", "reason", "请说明两单位差距"));
        assertThat(texts(no)).anyMatch(text -> text.contains("请说明两单位差距"));
        complete("userTask_panelReview", no, "joint2", Map.of("decision", "submit", "reason", "已附说明"));
        assertThat(task("userTask_approve", no)).isNotNull();
        assertThat(evaluations.get(no).state()).isEqualTo("scored");
    }

    @Test
    void cancelledItEndsEverywhere() {
        String no = started();
        String health = unitCase(no, HEALTH);
        report(health, HEALTH, 100);
        assertThat(refusalOf(() -> as("joint1", () -> evaluations.cancel(no, " ")))).hasMessageContaining("写明取消的理由");
        as("joint1", () -> evaluations.cancel(no, "机构改革，推迟开展"));
        runJobs(no);
        cases.children(no).forEach(child -> runJobs(child.caseNo()));
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("cancelled");
        assertThat(passed(no)).contains("startEvent_cancelled", "serviceTask_cancelUnits", "endEvent_cancelled");
        for (CaseFile part : cases.children(no)) {
            assertThat(ended(part.caseNo())).as(part.caseNo()).isTrue();
            assertThat(part.open()).isFalse();
            assertThat(notices(part.caseNo())).contains("evaluation-cancelled:" + part.unitId());
            assertThat(book.ofCase(part.caseNo())).allMatch(t -> !t.open());
        }
        assertThat(refusalOf(() -> as("joint1", () -> evaluations.cancel(no, "再取消一次")))).hasMessageContaining("不能取消");
    }

    @Test
    void whoFailsOwesAWrittenPlanWithinAMonth() {
        String no = approvedWith(0);
        String health = unitCase(no, HEALTH);
        runJobs(health);
        assertThat(body(health, "evaluation-result")).contains("不合格", "一个月内");
        assertThat(problems.of(health)).extracting(Problem::text).first().satisfies(text -> assertThat(text).contains("制度建设", "满分40", "得0"));
        String mending = child(health, "rectification");
        runJobs(mending);
        Task plan = task("userTask_submitPlan", mending);
        assertThat(book.get(plan.getId()).dueOn()).isEqualTo(LocalDate.of(2026, 4, 2));
        int items = problems.of(health).size();
        complete("userTask_submitPlan", mending, HEALTH + "1", Map.of("rows", IntStream.rangeClosed(1, items).mapToObj(n -> Map.of("no", n, "owner", "张三", "measure", "建立制度", "by", "2026-03-20")).toList()));
        complete("userTask_submitReport", mending, HEALTH + "1", Map.of("rows", IntStream.rangeClosed(1, items).mapToObj(n -> Map.of("no", n, "result", "已建立")).toList()));
        complete("userTask_verifyRectification", mending, "inspector3", Map.of("rows", IntStream.rangeClosed(1, items).mapToObj(n -> Map.of("no", n, "passed", "yes")).toList()));
        assertThat(ended(mending)).isTrue();
        assertThat(ended(health)).isTrue();
        assertThat(texts(health)).anyMatch(text -> text.contains("整改已销号"));
        assertThat(passed(health)).containsSubsequence("startEvent_unitFailed", "serviceTask_notePlanOwed", "callActivity_rectification", "serviceTask_noteMended", "endEvent_mended");
        assertThat(children(health, "breach-finding")).isEmpty();
    }

    @Test
    void whoDoesNotMendIsReferred() {
        String no = approvedWith(0);
        String health = unitCase(no, HEALTH);
        runJobs(health);
        String mending = child(health, "rectification");
        runJobs(mending);
        moveClockTo(LocalDateTime.of(2026, 5, 6, 9, 0));
        fireTimer("boundaryEvent_planOverdue", mending);
        runJobs(mending);
        runJobs(health);
        assertThat(ended(health)).isTrue();
        assertThat(passed(health)).containsSubsequence("callActivity_rectification", "serviceTask_noteMended", "serviceTask_referUnmended", "endEvent_unmended");
        assertThat(children(health, "breach-finding")).hasSize(1);
    }

    @Test
    void aProcessEndedFromOutsideKeepsNobodyWaiting() {
        String no = started();
        String health = unitCase(no, HEALTH);
        String water = unitCase(no, WATER);
        report(health, HEALTH, 100);
        scoreAll(health, WATER + "1", 100);
        accept(health, HEALTH);
        runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processInstanceBusinessKey(water).singleResult().getId(), "管理员终止");
        assertThat(cases.get(water).outcome()).isEqualTo("left");
        runJobs(no);
        assertThat(places(no)).containsOnlyKeys(HEALTH);
        runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId(), "管理员终止");
        assertThat(cases.get(no).outcome()).isEqualTo("cancelled");
        assertThat(evaluations.ofYear(2026)).isEmpty();
    }

    /** Nobody does anything: the limits alone carry the year, in several jobs of fifty. */
    @Test
    void sixtyUnitsThatNeverAnswerAreStillEvaluated() {
        List<String> sixty = registry.unitsOn(LocalDate.of(2026, 3, 2)).stream().filter(unit -> !unit.kind().title().equals("议事机构")).map(unit -> unit.id()).limit(60).toList();
        use("3", "0", String.join(", ", sixty), "");
        String no = started();
        List<String> parts = cases.children(no).stream().map(CaseFile::caseNo).toList();
        assertThat(parts).hasSize(60).contains(no + "-01", no + "-60");
        assertThat(passed(no).stream().filter("serviceTask_startUnits"::equals)).as("fifty and ten").hasSize(2);
        moveClockTo(LocalDateTime.of(2026, 3, 17, 0, 1));
        parts.forEach(part -> fireTimer("boundaryEvent_reportLapsed", part));
        parts.forEach(this::runJobs);
        moveClockTo(LocalDateTime.of(2026, 3, 25, 0, 1));
        parts.forEach(part -> fireTimer("boundaryEvent_acceptedSilently", part));
        parts.forEach(this::runJobs);
        runJobs(no);
        assertThat(places(no)).hasSize(60).containsValue(1);
        complete("userTask_panelReview", no, "joint2", Map.of("decision", "submit"));
        complete("userTask_approve", no, "leader1", Map.of("decision", "approve"));
        runJobs(no);
        assertThat(passed(no).stream().filter("serviceTask_serveResults"::equals)).hasSize(2);
        assertThat(jdbc.sql("select count(*) from credit_evaluation where case_no = ?").param(no).query(Integer.class).single()).isEqualTo(60);
        assertThat(parts).allSatisfy(part -> assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(part).count()).as("failed, mending: " + part).isEqualTo(1));
    }

    @Test
    void aCancelledYearOfSixtyEndsInSeveralJobs() {
        use("3", "0", String.join(", ", registry.unitsOn(LocalDate.of(2026, 3, 2)).stream().map(unit -> unit.id()).limit(60).toList()), "");
        String no = started();
        as("joint1", () -> evaluations.cancel(no, "推迟开展"));
        runJobs(no);
        assertThat(passed(no).stream().filter("serviceTask_cancelUnits"::equals)).hasSize(2);
        cases.children(no).forEach(part -> runJobs(part.caseNo()));
        assertThat(cases.children(no)).hasSize(60).allMatch(part -> !part.open() && ended(part.caseNo()));
    }

    @Test
    void aUnitTakesTheSameStatementsHoweverManyThereAre() {
        assertThat(statementsOfADraft(60)).isEqualTo(statementsOfADraft(3));
    }

    private int statementsOfADraft(int cohort) {
        jdbc.sql("update evaluation set state = 'cancelled'").update();
        use("5", "0", String.join(", ", registry.unitsOn(LocalDate.of(2026, 3, 2)).stream().map(unit -> unit.id()).limit(cohort).toList()), "");
        List<String> parts = cases.children(started()).stream().map(CaseFile::caseNo).limit(3).toList();
        parts.forEach(part -> {
            fireTimer("boundaryEvent_reportLapsed", part);
            management.executeJob(jobs(part).get(0).getId());
        });
        Iterator<String> next = parts.iterator();
        return statements.of(() -> management.executeJob(jobs(next.next()).get(0).getId()));
    }

    @Test
    void eightPeopleOfDifferentUnitsDoNotCollide() throws Exception {
        List<String> units = registry.unitsOn(LocalDate.of(2026, 3, 2)).stream().filter(unit -> unit.kind().title().equals("政府部门")).map(unit -> unit.id()).limit(24).toList();
        use("4", "0", String.join(", ", units), "");
        String no = started();
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            everyone(people, units, unit -> complete("userTask_selfReport", unitCase(no, unit), unit + "1", Map.of("rows", List.of(Map.of("no", 1, "mark", 80, "words", "三项制度")))));
            units.forEach(unit -> runJobs(unitCase(no, unit)));
            everyone(people, units, unit -> complete("userTask_respond", unitCase(no, unit), unit + "head", Map.of("answer", "accept")));
        } finally {
            people.shutdown();
        }
        units.forEach(unit -> runJobs(unitCase(no, unit)));
        runJobs(no);
        assertThat(places(no)).hasSize(24);
        assertThat(task("userTask_panelReview", no)).isNotNull();
    }

    // ---------------------------------------------------------------------------------------------------------------

    private interface Step {
        void of(String unit);
    }

    private static void everyone(ExecutorService people, List<String> units, Step step) throws Exception {
        List<Callable<Void>> all = new ArrayList<>();
        units.forEach(unit -> all.add(() -> {
            step.of(unit);
            return null;
        }));
        for (Future<Void> done : people.invokeAll(all)) {
            done.get();   // whatever was thrown at a person fails the test
        }
    }

    private void use(String version, String share, String cohort, String reviewed) {
        String text = RULES.formatted(version, share, cohort) + reviewed;
        assertThat(IndicatorRules.alone(text)).as("the test's own rules").isPresent();
        jdbc.sql("""
                        insert into evaluation_rules (load_no, version, sha256, text, effective_from, loaded_at)
                        select max(load_no) + 1, ?, ?, ?, cast('2018-01-01' as date), ? from evaluation_rules""")
                .params("T-" + version, Sha256.hex(text), text, LocalDateTime.of(2026, 1, 1, 0, 0)).update();
    }

    private String started() {
        String no = as("joint1", evaluations::open);
        runJobs(no);
        confirm(no);
        return no;
    }

    private void confirm(String no) {
        complete("userTask_confirmStart", no, "joint1", Map.of("decision", "start"));
        runJobs(no);
    }

    private String unitCase(String no, String unit) {
        return jdbc.sql("select unit_case_no from evaluation_unit where case_no = ? and unit_id = ?").params(no, unit).query(String.class).single();
    }

    private void report(String unitCase, String unit, int mark) {
        complete("userTask_selfReport", unitCase, unit + "1", Map.of("rows", List.of(Map.of("no", 1, "mark", mark, "words", "建立制度三项，证据一册"))));
        runJobs(unitCase);
    }

    private void check(String unitCase, String verdict, Integer mark, String words) {
        Map<String, Object> row = new LinkedHashMap<>(Map.of("no", 1, "verdict", verdict));
        if (mark != null) {
            row.put("mark", mark);
        }
        if (words != null) {
            row.put("words", words);
        }
        complete("userTask_spotCheck", unitCase, "inspector3", Map.of("rows", List.of(row)));
        runJobs(unitCase);
    }

    private void score(String unitCase, String group, String person, String indicator, int mark, String words) {
        Task task = openTasks("userTask_scoreClause", unitCase).stream().filter(t -> book.get(t.getId()).owner().equals(group)).findFirst().orElseThrow();
        Map<String, Object> row = new LinkedHashMap<>(Map.of("no", 1, "mark", mark));
        if (words != null) {
            row.put("words", words);
        }
        as(person, () -> forms.submitTaskForm(task.getId(), Map.of("rows", List.of(row))));
        runJobs(unitCase);
        assertThat(jdbc.sql("select given_for from evaluation_mark where unit_case_no = ? and indicator_id = ? and stage = 'review'").params(unitCase, indicator).query(String.class).single())
                .isEqualTo(group);
    }

    /** By those two who score the unit. */
    private void scoreAll(String unitCase, String forWater, int mark) {
        score(unitCase, forWater.startsWith("joint") ? "jointoffice" : WATER, forWater, "water", mark, "按材料评分");
        score(unitCase, "sifaju", "sifaju1", "law", mark, "按材料评分");
    }

    private void accept(String unitCase, String unit) {
        complete("userTask_respond", unitCase, unit + "head", Map.of("answer", "accept"));
        runJobs(unitCase);
    }

    @SafeVarargs
    private void object(String unitCase, String unit, Map<String, Object>... rows) {
        complete("userTask_respond", unitCase, unit + "head", Map.of("answer", "object", "rows", List.of(rows)));
        runJobs(unitCase);
    }

    private static Map<String, Object> row(int no, String verdict, Integer value, String words) {
        Map<String, Object> row = new LinkedHashMap<>(Map.of("no", no, "verdict", verdict, "words", words));
        if (value != null) {
            row.put("value", value);
        }
        return row;
    }

    @SafeVarargs
    private void decide(String unitCase, String person, Map<String, Object>... rows) {
        complete("userTask_decideObjection", unitCase, person, Map.of("rows", List.of(rows)));
        runJobs(unitCase);
    }

    private String allScored() {
        String no = started();
        finish(no, WATER, 100);
        finish(no, HEALTH, 100);
        runJobs(no);
        return no;
    }

    /** HEALTH with that mark everywhere. */
    private String approvedWith(int mark) {
        String no = started();
        finish(no, WATER, 100);
        finish(no, HEALTH, mark);
        runJobs(no);
        complete("userTask_panelReview", no, "joint2", Map.of("decision", "submit"));
        complete("userTask_approve", no, "leader1", Map.of("decision", "approve"));
        runJobs(no);
        return no;
    }

    private void finish(String no, String unit, int mark) {
        String unitCase = unitCase(no, unit);
        report(unitCase, unit, mark);
        scoreAll(unitCase, unit.equals(WATER) ? "joint1" : WATER + "1", mark);
        accept(unitCase, unit);
    }

    private List<Job> jobs(String caseNo) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseNo).list().stream()
                .flatMap(pi -> management.createJobQuery().processInstanceId(pi.getId()).messages().list().stream()).toList();
    }

    /** Fires the yearly timer and runs its first job; the processes it started that go on. */
    private List<String> timerStarts() {
        List<String> before = instances();
        management.executeJob(management.createJobQuery().timers().processDefinitionKey("annual-evaluation").activityId("startEvent_yearDue").singleResult().getId());
        List<String> started = instances().stream().filter(id -> !before.contains(id)).toList();
        assertThat(started).hasSize(1);
        management.executeJob(management.createJobQuery().processInstanceId(started.get(0)).messages().singleResult().getId());
        return instances().stream().filter(id -> !before.contains(id)).toList();
    }

    private List<String> instances() {
        return runtime.createProcessInstanceQuery().processDefinitionKey("annual-evaluation").list().stream().map(pi -> pi.getId()).toList();
    }

    private BigDecimal total(String unitCase) {
        return jdbc.sql("select total from evaluation_score where unit_case_no = ? order by version desc fetch first 1 rows only").param(unitCase).query(BigDecimal.class).single();
    }

    private ItemScore item(String unitCase, String indicator) {
        return jdbc.sql("""
                        select indicator_id, item_value as "value", points, most, late, voided, words, to_win from evaluation_item
                        where unit_case_no = ? and indicator_id = ? order by version desc fetch first 1 rows only""")
                .params(unitCase, indicator).query(Rows.of(ItemScore.class)).single();
    }

    private Map<String, Integer> places(String no) {
        Map<String, Integer> places = new LinkedHashMap<>();
        jdbc.sql("select unit_id, place from evaluation_unit where case_no = ? and place is not null").param(no)
                .query((row, i) -> places.put(row.getString("unit_id"), row.getInt("place"))).list();
        return places;
    }

    private String brief(String taskKey, String caseNo) {
        String id = task(taskKey, caseNo).getId();
        return String.valueOf(tasks.getVariables(id));
    }

    private String body(String caseNo, String template) {
        return jdbc.sql("select title || body from notice where case_no = ? and template = ? order by notice_no desc fetch first 1 rows only").params(caseNo, template).query(String.class).single();
    }

    private static void seedsWithout(Path folder, String unit, String until) throws IOException {
        FileSystemUtils.copyRecursively(Path.of("seeds/wendeng"), folder);
        Path units = folder.resolve("units.csv");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(units)) {
            if (line.startsWith(unit + ",")) {
                String[] fields = line.split(",", -1);
                fields[6] = "";
                fields[8] = until;
                line = String.join(",", fields);
            }
            lines.add(line);
        }
        Files.write(units, lines);
    }
}
