package org.govintegrity.evaluation;

import org.govintegrity.casefile.FigureKind;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.common.Refusal;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Figures are frozen whole or not at all, once, and with every row. */
class FigureCollectorTest extends ProcessTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final LocalDate FROM = LocalDate.of(2025, 12, 1);
    private static final LocalDate TO = LocalDate.of(2026, 11, 30);
    /** Over since 2018; the duties went to sifaju. */
    private static final String OVER = "fazhiban";
    private static final String SUCCESSOR = "sifaju";

    @Autowired
    private FigureCollector figures;
    @Autowired
    private JdbcTemplate batch;
    @Autowired
    private TransactionTemplate transaction;

    private String caseNo;

    @BeforeEach
    void anEvaluationOfTwoUnits() {
        caseNo = "KP-2999-" + String.format("%04d", NUMBER.incrementAndGet());
        jdbc.sql("insert into evaluation (case_no, eval_year, period_from, period_to, rules_version, rules_text, rules_sha256, state) values (?, 2999, ?, ?, 'x', 'x', 'x', 'collecting')")
                .params(caseNo, FROM, TO).update();
        for (String unit : List.of("tongjiju", SUCCESSOR)) {
            jdbc.sql("insert into evaluation_unit (unit_case_no, case_no, unit_id, unit_name, unit_kind) values (?, ?, ?, ?, 'GOVERNMENT')")
                    .params(caseNo + "-" + unit, caseNo, unit, registry.unit(unit).fullName()).update();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        for (String table : List.of("evaluation_figure", "evaluation_figure_row", "evaluation_figure_taken", "evaluation_unit", "evaluation")) {
            jdbc.sql("delete from " + table + " where case_no like 'KP-2999-%'").update();
        }
    }

    /** A family with figures of its own, for what no family has now. */
    private record Told(FigureKind kind, List<FigureRow> told) implements FigureSource {

        @Override
        public List<FigureKind> figures() {
            return List.of(kind);
        }

        @Override
        public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
            told.forEach(each);
        }
    }

    @Test
    void everyFigureThatAVersionOfIndicatorsMayNameIsThere() {
        assertThat(figures.kinds()).extracting(FigureKind::id).containsExactly("appraisal.score", "appraisal.upheld-bad", "check.share", "complaints.upheld",
                "credit.court-debtor", "credit.records-in-force", "credit.serious-records", "disclosure.late", "disclosure.rejected", "inspection.problems", "objections.upheld", "promises.kept",
                "proposals.false-claims", "proposals.on-time", "rectification.failed-items", "rectification.passed", "spot-checks.passed", "tasks.on-time", "tasks.red-cards", "tasks.yellow-cards");
        assertThat(figures.kinds()).allSatisfy(kind -> {
            assertThat(kind.title()).isNotBlank().hasSizeLessThanOrEqualTo(100);
            assertThat(kind.rate() && kind.none()).isFalse();
        });
        assertThatThrownBy(() -> figures.collect(caseNo, "no.such", FROM, TO)).isInstanceOf(Refusal.class).hasMessageContaining("no.such").hasMessageContaining("tasks.on-time");
        Told twice = new Told(FigureKind.rate("a.b", "甲"), List.of());
        assertThatThrownBy(() -> collector(twice, twice)).isInstanceOf(IllegalStateException.class).hasMessageContaining("a.b");
    }

    @Test
    void everyFamilyAnswersForAnyPeriodAndFreezesNothingTwice() {
        for (FigureKind kind : figures.kinds()) {
            figures.collect(caseNo, kind.id(), FROM, TO);
            figures.collect(caseNo, kind.id(), FROM, TO);
        }
        assertThat(jdbc.sql("select figure_id from evaluation_figure_taken where case_no = ?").param(caseNo).query(String.class).list())
                .containsExactlyInAnyOrderElementsOf(figures.kinds().stream().map(FigureKind::id).toList());
        assertThat(sums()).isEqualTo(counted());
        Set<String> all = Set.copyOf(figures.kinds().stream().map(FigureKind::id).toList());
        assertThat(figures.live(List.of("tongjiju", SUCCESSOR), all, FROM, TO)).as("what was frozen is what a dry run has shown")
                .isEqualTo(figures.frozen(caseNo, List.of("tongjiju", SUCCESSOR)));
    }

    @Test
    void manyRowsAreSummedAndReadableOneByOne() {
        List<FigureRow> rows = new ArrayList<>();
        for (int i = 0; i < 1203; i++) {
            rows.add(FigureRow.share("tongjiju", "R" + i, TO, "第" + i + "件", "/cases/R" + i, i % 3 == 0));
        }
        rows.add(FigureRow.share("jiaotongju", "R-other", TO, "不参评的单位", null, true));
        freeze(new Told(FigureKind.rate("test.rate", "测试率"), rows));
        Input input = figures.frozen(caseNo, List.of("tongjiju", SUCCESSOR)).get("tongjiju").get("test.rate");
        assertThat(input.value()).isEqualByComparingTo("0.333333");
        assertThat(input.words()).isEqualTo("测试率 33.33%（401/1203）");
        assertThat(figures.rows(caseNo, "tongjiju").get("test.rate")).hasSize(1203).contains(new FigureRow("tongjiju", "R7", TO, "第7件", "/cases/R7",
                new BigDecimal("0.000000"), new BigDecimal("1.000000")));
        assertThat(jdbc.sql("select count(*) from evaluation_figure_row where case_no = ?").param(caseNo).query(Integer.class).single()).as("only the cohort's").isEqualTo(1203);
        assertThat(figures.frozen(caseNo, List.of(SUCCESSOR)).get(SUCCESSOR)).as("a rate without rows is no value").isEmpty();
    }

    @Test
    void aUnitWithoutRowsHasZeroOfACountAndNoScore() {
        freeze(new Told(FigureKind.count("test.count", "测试数", "件"), List.of(FigureRow.count("tongjiju", "A", TO, "一件", null, 1), FigureRow.count("tongjiju", "B", TO, "两件", null, 2))));
        freeze(new Told(FigureKind.score("test.score", "测试分", "分"), List.of()));
        Map<String, Map<String, Input>> frozen = figures.frozen(caseNo, List.of("tongjiju", SUCCESSOR));
        assertThat(frozen.get("tongjiju").get("test.count").words()).isEqualTo("测试数 3件");
        assertThat(frozen.get(SUCCESSOR).get("test.count").value()).isZero();
        assertThat(frozen.get(SUCCESSOR)).doesNotContainKey("test.score");
    }

    /** Counts and rates of a unit that is over add to its successor's; scores would go beyond a hundred, so they are averaged. */
    @Test
    void whatAUnitThatIsOverDidCountsForWhoTookOver() {
        freeze(new Told(FigureKind.count("test.count", "测试数", "件"), List.of(FigureRow.count(OVER, "A", TO, "以前", null, 1), FigureRow.count(SUCCESSOR, "B", TO, "以后", null, 1))));
        freeze(new Told(FigureKind.score("test.score", "测试分", "分"), List.of(score(OVER, "A", "100"), score(SUCCESSOR, "B", "33.333333"), score(SUCCESSOR, "C", "33.333333"),
                score(SUCCESSOR, "D", "33.333334"))));
        Map<String, Input> found = figures.frozen(caseNo, List.of(SUCCESSOR)).get(SUCCESSOR);
        assertThat(found.get("test.count").value()).isEqualByComparingTo("2");
        assertThat(found.get("test.score").value()).as("nothing is lost by rounding").isEqualByComparingTo("100");
    }

    @Test
    void aUnitThatEndedAfterTheCohortWasFrozenStaysItself() {
        jdbc.sql("insert into evaluation_unit (unit_case_no, case_no, unit_id, unit_name, unit_kind) values (?, ?, ?, '法制办', 'GOVERNMENT')").params(caseNo + "-x", caseNo, OVER).update();
        freeze(new Told(FigureKind.count("test.count", "测试数", "件"), List.of(FigureRow.count(OVER, "A", TO, "以前", null, 1))));
        assertThat(figures.frozen(caseNo, List.of(OVER, SUCCESSOR)).get(OVER).get("test.count").value()).isEqualByComparingTo("1");
        assertThat(figures.frozen(caseNo, List.of(SUCCESSOR)).get(SUCCESSOR).get("test.count").value()).isZero();
    }

    @Test
    void afterACrashInTheMiddleTheNextRunGivesTheSame() {
        FigureKind kind = FigureKind.count("test.count", "测试数", "件");
        List<FigureRow> rows = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            rows.add(FigureRow.count("tongjiju", "R" + i, TO, "一件", null, 1));
        }
        FigureSource killed = new FigureSource() {
            @Override
            public List<FigureKind> figures() {
                return List.of(kind);
            }

            @Override
            public void rows(String figureId, LocalDate from, LocalDate to, Consumer<FigureRow> each) {
                rows.subList(0, 650).forEach(each);
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> freeze(killed)).hasMessageContaining("killed");
        assertThat(jdbc.sql("select count(*) from evaluation_figure_row where case_no = ?").param(caseNo).query(Integer.class).single()).isZero();
        freeze(new Told(kind, rows));
        freeze(new Told(kind, List.of()));   // what has been frozen stays, whatever the family says now
        assertThat(figures.frozen(caseNo, List.of("tongjiju")).get("tongjiju").get("test.count").value()).isEqualByComparingTo("700");
    }

    @Test
    void twoAtTheSameTimeKeepTheRowsOnce() throws Exception {
        List<FigureRow> rows = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            rows.add(FigureRow.count("tongjiju", "R" + i, TO, "一件", null, 1));
        }
        FigureSource source = new Told(FigureKind.count("test.count", "测试数", "件"), rows);
        CyclicBarrier both = new CyclicBarrier(2);
        Callable<Boolean> job = () -> {
            both.await();
            try {
                freeze(source);
                return true;
            } catch (DataAccessException theOther) {
                return false;   // its job is tried again
            }
        };
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        List<Future<Boolean>> done = nodes.invokeAll(List.of(job, job));
        nodes.shutdown();
        assertThat(List.of(done.get(0).get(), done.get(1).get())).contains(true);
        freeze(source);
        assertThat(jdbc.sql("select count(*) from evaluation_figure_row where case_no = ?").param(caseNo).query(Integer.class).single()).isEqualTo(600);
        assertThat(figures.frozen(caseNo, List.of("tongjiju")).get("tongjiju").get("test.count").value()).isEqualByComparingTo("600");
    }

    private static FigureRow score(String unit, String ref, String amount) {
        return new FigureRow(unit, ref, TO, "评议", null, new BigDecimal(amount), BigDecimal.ZERO);
    }

    private FigureCollector collector(FigureSource... sources) {
        return new FigureCollector(List.of(sources), jdbc, batch, registry, clock);
    }

    private void freeze(FigureSource source) {
        transaction.executeWithoutResult(s -> collector(source).collect(caseNo, source.figures().get(0).id(), FROM, TO));
    }

    /** As the table of sums has it. */
    private List<String> sums() {
        return jdbc.sql("select unit_id || ' ' || figure_id || ' ' || cast(amount as numeric(18,6)) || ' ' || cast(base as numeric(18,6)) || ' ' || row_count from evaluation_figure where case_no = ? order by unit_id, figure_id")
                .param(caseNo).query(String.class).list();
    }

    /** Counted anew from the rows. */
    private List<String> counted() {
        return jdbc.sql("""
                select unit_id || ' ' || figure_id || ' ' || cast(sum(amount) as numeric(18,6)) || ' ' || cast(sum(base) as numeric(18,6)) || ' ' || count(*) from evaluation_figure_row
                where case_no = ? group by unit_id, figure_id order by unit_id, figure_id""").param(caseNo).query(String.class).list();
    }
}
