package org.govintegrity.evaluation;

import org.camunda.bpm.engine.runtime.Job;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.NewCase;
import org.govintegrity.common.Refusal;
import org.govintegrity.escalation.LadderService;
import org.govintegrity.registry.Unit;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The quarterly score, one test for each way it can go; and what its tables must hold. */
class QuarterScoreProcessTest extends ProcessTest {

    private static final String UNIT = "tongjiju";

    @Autowired
    private QuarterScores scores;
    @Autowired
    private QuarterRules rules;
    @Autowired
    private FigureCollector figures;
    @Autowired
    private LadderService ladder;
    @Autowired
    private TransactionTemplate transaction;

    /** The next test scores the same quarters. */
    @BeforeEach
    @AfterEach
    void nothingIsLeft() {
        for (String table : List.of("evaluation_quarter_item", "evaluation_quarter", "evaluation_quarter_run")) {
            jdbc.sql("delete from " + table).update();
        }
        jdbc.sql("delete from evaluation_figure_row where case_no like 'JP-%'").update();
        jdbc.sql("delete from casefile_task where task_id like 'quarter-%'").update();
    }

    @Test
    void theTimerScoresTheQuarterThatIsOverAndTellsEveryUnitOnce() {
        twoCards();
        moveClockTo(LocalDateTime.of(2026, 4, 5, 8, 0));
        Job timer = timer();
        LocalDateTime next = timer.getDuedate().toInstant().atZone(ZoneId.of("Asia/Shanghai")).toLocalDateTime();
        assertThat(next.getDayOfMonth()).isEqualTo(5);
        assertThat(next.getHour()).isEqualTo(8);
        assertThat(next.getMonthValue()).isIn(1, 4, 7, 10);
        fire();
        String no = scores.run("2026Q1").orElseThrow().caseNo();
        assertThat(no).startsWith("JP-2026-");
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(cases.get(no).outcome()).isEqualTo("scored");
        List<String> units = registry.unitsOn(LocalDate.of(2026, 3, 31)).stream().map(Unit::id).toList();
        assertThat(scores.scores("2026Q1", null)).extracting(QuarterScores.Score::unitId).containsExactlyInAnyOrderElementsOf(units);
        assertThat(jdbc.sql("select addressee from notice where case_no = ? and template = 'quarterly-score'").param(no).query(String.class).list())
                .containsExactlyInAnyOrderElementsOf(units);
        assertThat(jdbc.sql("select addressee from notice where case_no = ? and template = 'quarterly-scores'").param(no).query(String.class).list()).containsExactly("jointoffice");
        assertThat(passed(no)).filteredOn("serviceTask_serveScores"::equals).as("in batches").hasSize((units.size() + 49) / 50);

        QuarterScores.Score score = scores.scores("2026Q1", UNIT).get(0);
        Map<String, QuarterScores.Item> items = scores.items("2026Q1", UNIT).stream().collect(Collectors.toMap(QuarterScores.Item::figureId, i -> i));
        assertThat(items.get("tasks.yellow-cards").points()).isEqualTo(-3);
        assertThat(items.get("tasks.red-cards").points()).isEqualTo(-10);
        assertThat(items.get("tasks.on-time").points()).as("nothing in time").isEqualTo(-30);
        assertThat(score.points()).isEqualTo(1000 + items.values().stream().mapToInt(QuarterScores.Item::points).sum());
        assertThat(score.level()).isEqualTo("B");
        assertThat(jdbc.sql("select body from notice where case_no = ? and addressee = ?").params(no, UNIT).query(String.class).single())
                .contains(score.points() + "分", "等级B", "-10分　红牌数 1张；每张红牌减10分", "2026年第1季度");
        assertThat(scores.rows("2026Q1", UNIT).get("tasks.red-cards")).extracting(FigureRow::words).singleElement().asString().contains("红牌");

        int notices = jdbc.sql("select count(*) from notice").query(Integer.class).single();
        fire();
        assertThat(jdbc.sql("select count(*) from notice").query(Integer.class).single()).as("each quarter once").isEqualTo(notices);
        assertThat(scores.runs()).hasSize(1);
        assertThat(history.createHistoricActivityInstanceQuery().activityId("endEvent_alreadyScored").count()).isPositive();
    }

    @Test
    void theJointOfficeMayBeEarlierAndTheTimerThenFindsItDone() {
        moveClockTo(LocalDateTime.of(2026, 4, 1, 9, 0));
        assertThat(refusalOf(() -> scores.request("2026Q2", "joint1"))).hasMessageContaining("还没有过完");
        assertThat(refusalOf(() -> scores.request("2026-1", "joint1"))).hasMessageContaining("2026Q3 的样子");
        String no = as("joint1", () -> scores.request("2026Q1", "joint1"));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(passed(no)).contains("startEvent_quarterWanted", "serviceTask_scoreQuarter", "endEvent_scored").doesNotContain("serviceTask_openQuarter");
        assertThat(scores.run("2026Q1").orElseThrow().openedBy()).isEqualTo("joint1");
        assertThat(refusalOf(() -> scores.request("2026Q1", "joint1"))).hasMessageContaining("已经评分").extracting(Refusal::kind).isEqualTo(Refusal.Kind.CONFLICT);
        moveClockTo(LocalDateTime.of(2026, 4, 5, 8, 0));
        fire();
        assertThat(scores.runs()).extracting(QuarterScores.Run::caseNo).containsExactly(no);
    }

    @Test
    void theLastDayOfTheQuarterIsOverOnlyTheDayAfter() {
        moveClockTo(LocalDateTime.of(2026, 3, 31, 23, 59));
        assertThat(refusalOf(() -> scores.request("2026Q1", "joint1"))).hasMessageContaining("还没有过完");
        assertThat(scores.lastQuarter()).isEqualTo("2025Q4");
        moveClockTo(LocalDateTime.of(2026, 4, 1, 0, 0));
        assertThat(scores.lastQuarter()).isEqualTo("2026Q1");
        moveClockTo(LocalDateTime.of(2026, 5, 31, 0, 0));
        assertThat(scores.lastQuarter()).isEqualTo("2026Q1");
    }

    @Test
    void twoAtTheSameTimeScoreOnce() throws Exception {
        moveClockTo(LocalDateTime.of(2026, 4, 2, 9, 0));
        CyclicBarrier both = new CyclicBarrier(2);
        Callable<String> wanted = () -> {
            both.await();
            try {
                return scores.request("2026Q1", "joint1");
            } catch (Refusal refusal) {
                return refusal.getMessage();
            }
        };
        ExecutorService people = Executors.newFixedThreadPool(2);
        List<Future<String>> done = people.invokeAll(List.of(wanted, wanted));
        people.shutdown();
        List<String> answers = List.of(done.get(0).get(), done.get(1).get());
        assertThat(answers).anyMatch(answer -> answer.startsWith("JP-")).anyMatch(answer -> answer.contains("已经评分"));
        assertThat(scores.runs()).hasSize(1);
        assertThat(cases.get(scores.runs().get(0).caseNo()).open()).isTrue();
    }

    /** A job that is run again after a crash does nothing twice. */
    @Test
    void runAgainNothingIsDoubled() {
        moveClockTo(LocalDateTime.of(2026, 4, 2, 9, 0));
        String no = as("joint1", () -> scores.request("2026Q1", "joint1"));
        scores.score(no);
        int rows = jdbc.sql("select count(*) from evaluation_figure_row where case_no = ?").param(no).query(Integer.class).single();
        scores.score(no);
        assertThat(jdbc.sql("select count(*) from evaluation_figure_row where case_no = ?").param(no).query(Integer.class).single()).isEqualTo(rows);
        while (scores.serve(no)) {
            assertThat(cases.get(no).open()).isTrue();
        }
        assertThat(scores.serve(no)).isFalse();
        assertThat(jdbc.sql("select addressee from notice where case_no = ?").param(no).query(String.class).list()).doesNotHaveDuplicates()
                .hasSize(scores.scores("2026Q1", null).size() + 1);
    }

    @Test
    void endedFromOutsideItLeavesNoOpenCase() {
        moveClockTo(LocalDateTime.of(2026, 4, 2, 9, 0));
        String no = as("joint1", () -> scores.request("2026Q1", "joint1"));
        runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId(), "误操作");
        assertThat(cases.get(no).outcome()).isEqualTo("cancelled");
    }

    /** Every figure is an item, every value has one row at most, and a better value never gives fewer points. */
    @Test
    void theTableOfItemsHasNoGapNoOverlapAndNeverPunishesTheBetter() {
        LocalDate day = LocalDate.of(2026, 3, 31);
        assertThat(rules.base(day)).isEqualTo(1000);
        for (FigureKind kind : figures.kinds()) {
            boolean lessIsBetter = kind.none() || kind.id().equals("disclosure.late");
            List<Integer> points = new ArrayList<>();
            for (int step = 0; step <= 1000; step += step < 20 ? 1 : 20) {
                BigDecimal value = kind.rate() ? BigDecimal.valueOf(step, 3) : kind.none() ? BigDecimal.valueOf(step) : BigDecimal.valueOf(step, 1);
                points.add(rules.points(kind.id(), value, day).orElseThrow(() -> new AssertionError(kind.id() + " has no row for " + value)).points());
            }
            assertThat(points).as(kind.id()).isSortedAccordingTo(lessIsBetter ? (a, b) -> b - a : (a, b) -> a - b);
            assertThat(points.get(0)).as(kind.id() + " makes a difference").isNotEqualTo(points.get(points.size() - 1));
        }
        assertThat(rules.points("tasks.red-cards", BigDecimal.valueOf(2), day).orElseThrow().points()).isEqualTo(-20);
        assertThat(rules.points("tasks.red-cards", BigDecimal.valueOf(99), day).orElseThrow().points()).as("its cap").isEqualTo(-60);
        assertThat(rules.points("no.such", BigDecimal.ONE, day)).isEmpty();
    }

    @Test
    void everyTotalHasALevelAndMorePointsNeverALowerOne() {
        List<String> order = List.of("D-", "D", "C-", "C", "B", "A", "A+");
        int before = 0;
        for (int points = 0; points <= 1200; points++) {
            int place = order.indexOf(rules.level(points, LocalDate.of(2026, 3, 31)));
            assertThat(place).as("level of %d", points).isGreaterThanOrEqualTo(before);
            before = place;
        }
        assertThat(before).isEqualTo(6);
        assertThat(rules.level(0, LocalDate.of(2026, 3, 31))).isEqualTo("D-");
    }

    /** A task of the unit's that is due on 16 March and never done: a yellow and a red card in this quarter. */
    private void twoCards() {
        transaction.executeWithoutResult(s -> {
            CaseFile file = cases.open(NewCase.numbered("JC", "unit-inspection", "承诺检查", UNIT, List.of("三.5"), null));
            book.open("quarter-" + file.caseNo(), file.caseNo(), "unit-inspection", "userTask_x", "提交材料", null, UNIT, "inspection.self-check", true);
        });
        moveClockTo(LocalDateTime.of(2026, 3, 19, 0, 0));
        ladder.sweep();
    }

    private Job timer() {
        List<Job> timers = management.createJobQuery().processDefinitionKey("quarterly-score").timers().list();
        assertThat(timers).hasSize(1);
        return timers.get(0);
    }

    /** The timer fires, and the instance it starts opens its case or ends. */
    private void fire() {
        management.executeJob(timer().getId());
        management.createJobQuery().processDefinitionKey("quarterly-score").messages().list().forEach(job -> management.executeJob(job.getId()));
    }
}
