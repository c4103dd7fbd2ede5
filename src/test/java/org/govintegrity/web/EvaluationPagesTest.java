package org.govintegrity.web;

import org.govintegrity.evaluation.FigureCollector;
import org.govintegrity.evaluation.FrozenInputs;
import org.govintegrity.evaluation.IndicatorRules;
import org.govintegrity.evaluation.IndicatorSource;
import org.govintegrity.evaluation.Recomputation;
import org.govintegrity.evaluation.RuleSet;
import org.govintegrity.evaluation.ScoreRules;
import org.govintegrity.registry.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** What the offices, the units and other systems see of an evaluation. */
class EvaluationPagesTest extends PageTest {

    private static final String NO = "KP-2026-0901";

    @Autowired
    private IndicatorRules rules;
    @Autowired
    private ScoreRules tables;
    @Autowired
    private FigureCollector collector;
    @Autowired
    private FrozenInputs frozen;
    @Autowired
    private Recomputation recomputation;

    private EvaluationFixture fixture;
    private List<String> units;
    private RuleSet version;

    @BeforeEach
    void evaluation() {
        moveClockTo(LocalDateTime.of(2026, 12, 28, 9, 0));
        fixture = new EvaluationFixture(jdbc, rules, tables, collector, frozen, registry);
        fixture.clear();
        units = new ArrayList<>(registry.unitsOn(LocalDate.of(2026, 12, 1)).stream().map(Unit::id).filter(id -> !id.equals(UNIT) && !id.equals(OTHER)).limit(38).toList());
        units.add(0, OTHER);
        units.add(UNIT);
        version = fixture.opened(NO, 2026, units);
        fixture.figures(NO, version, units);
    }

    @AfterEach
    void tablesAreEmptyAgain() {
        fixture.clear();
    }

    @Test
    void aUnitSeesItsFiguresAtOnceAndItsMarksWithTheDraft() {
        fixture.marks(NO, version, units);
        String own = "/evaluations/" + NO + "/units/" + UNIT;
        String review = jdbc.sql("select words from evaluation_mark where stage = 'review' fetch first 1 rows only").query(String.class).single();
        assertThat(visitAs(UNIT + "1", own)).satisfies(page -> {
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains("还没有作出初评", "查看", "制度已经建立").doesNotContain(review);
        });
        fixture.scores(NO, version, units, "draft");
        assertThat(visitAs(UNIT + "1", own).text()).contains("初评", review, "失", "逐项申诉");
        assertThat(visitAs(UNIT + "1", "/evaluations").text()).contains("（初评）");
        assertThat(visitAs("joint1", own).status()).isEqualTo(200);
        String figure = version.indicators().stream().filter(i -> i.figure() != null).findFirst().orElseThrow().figure();
        assertThat(visitAs(UNIT + "1", own + "/figures/" + figure)).satisfies(page -> {
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains("JC-2026-0001", "/cases/JC-2026-0001", "冻结");
        });
    }

    @Test
    void anotherUnitSeesNothingBeforeTheYearIsApproved() {
        fixture.marks(NO, version, units);
        fixture.scores(NO, version, units, "draft");
        String theirs = "/evaluations/" + NO + "/units/" + OTHER;
        String figure = version.indicators().stream().filter(i -> i.figure() != null).findFirst().orElseThrow().figure();
        for (String path : List.of(theirs, theirs + "/figures/" + figure, theirs + ".xlsx")) {
            assertThat(visitAs(UNIT + "1", path).status()).as(path).isEqualTo(404);
        }
        assertThat(visitAs(UNIT + "1", "/evaluations/" + NO).text()).contains("批准后公布", "本单位").doesNotContain("data-heat", "data-diagram");
        for (String path : List.of("/evaluations/" + NO + "/picture", "/evaluations/" + NO + ".xlsx", "/evaluations/" + NO + ".docx", "/evaluations/" + NO + ".pdf")) {
            assertThat(dataAs(UNIT + "1", path).status()).as(path).isEqualTo(403);
        }
        fixture.scores(NO, version, units, "final");
        fixture.ranked(NO, true);
        String total = jdbc.sql("select max(s.total) from evaluation_score s").query(BigDecimal.class).single().toPlainString();
        assertThat(visitAs(UNIT + "1", "/evaluations/" + NO).text()).contains("data-heat", total).doesNotContain("units/" + OTHER + "\"");
        assertThat(visitAs(UNIT + "1", theirs).status()).as("still its own business").isEqualTo(404);
    }

    @Test
    void whoTakesNoPartKnowsOfNothingBeforeApproval() {
        String outside = registry.unitsOn(LocalDate.of(2026, 12, 1)).stream().map(Unit::id).filter(id -> !units.contains(id)).filter(id -> !registry.peopleOf(id).isEmpty()
                && registry.findPerson(id + "1").isPresent() && !registry.groupsOf(id + "1").contains("jointoffice")).findFirst().orElseThrow();
        assertThat(visitAs(outside + "1", "/evaluations/" + NO).status()).isEqualTo(404);
        assertThat(visitAs(outside + "1", "/evaluations").text()).doesNotContain(NO);
    }

    @Test
    void theOfficeSeesProgressHeatMapAndRanking() {
        fixture.marks(NO, version, units);
        fixture.scores(NO, version, units, "draft");
        Answer page = visitAs("joint1", "/evaluations/" + NO);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("有初评", "data-heat", "用文字看", "权重试算", "取消评价", registry.unit(OTHER).shortName());
        assertThat(visitAs("joint1", "/evaluations/" + NO + "?q=" + "财政").text()).contains(registry.unit(UNIT).shortName()).doesNotContain(">" + registry.unit(OTHER).shortName() + "<");
        assertThat(dataAs("joint1", "/evaluations/" + NO + "/picture").text()).contains("\"clauses\"", "\"percent\"", registry.unit(UNIT).shortName());
        assertThat(visitAs("supervisor1", "/evaluations/" + NO).text()).doesNotContain("取消评价", "权重试算");
    }

    @Test
    void whatIfComparesAndStoresNothing() {
        fixture.marks(NO, version, units);
        fixture.scores(NO, version, units, "draft");
        String before = jdbc.sql("select sum(total) from evaluation_score").query(BigDecimal.class).single().toPlainString();
        String first = version.indicators().get(0).id();
        assertThat(visitAs("joint1", "/evaluations/" + NO + "/what-if").text()).contains("现在的权重").doesNotContain("前后对比");
        assertThat(visitAs("joint1", "/evaluations/" + NO + "/what-if?w-" + first + "=99").text()).contains("前后对比", "个名次变化", "value=\"99\"");
        assertThat(visitAs("joint1", "/evaluations/" + NO + "/what-if?w-" + first + "=viel")).satisfies(page -> {
            assertThat(page.status()).isEqualTo(400);
            assertThat(page.text()).contains("不是数字", "value=\"viel\"");
        });
        assertThat(visitAs("joint1", "/evaluations/" + NO + "/what-if?w-" + first + "=0").status()).isEqualTo(400);
        assertThat(visitAs("supervisor1", "/evaluations/" + NO + "/what-if").status()).isEqualTo(403);
        assertThat(jdbc.sql("select sum(total) from evaluation_score").query(BigDecimal.class).single().toPlainString()).isEqualTo(before);
        assertThat(visitAs("joint1", "/evaluations/" + NO + "/what-if?w-" + first + "=" + version.indicators().get(0).weight().toPlainString()).text()).contains("0个名次变化，0个等次变化");
    }

    @Test
    void theDryRunStoresNothing() {
        assertThat(visitAs("joint1", "/evaluations/trial")).satisfies(page -> {
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text()).contains("今天评价会得多少分", "不保存", registry.unit(UNIT).shortName());
        });
        assertThat(visitAs(UNIT + "1", "/evaluations/trial").status()).isEqualTo(403);
        assertThat(visitAs("joint1", "/evaluations/" + NO + "/trial").text()).contains("按冻结的数据");
        assertThat(jdbc.sql("select count(*) from evaluation_score").query(Integer.class).single()).isZero();
    }

    @Test
    void aTamperedFigureMarkOrScoreIsFoundWhenAllIsComputedAnew() {
        fixture.marks(NO, version, units);
        fixture.scores(NO, version, units, "draft");
        fixture.scores(NO, version, units, "final");
        assertThat(recomputation.run(NO).same()).as("%s", recomputation.run(NO)).isTrue();
        assertThat(send("admin", "/evaluations/" + NO + "/recompute", Map.of()).text()).contains("全部一致", "逐项相同");
        assertThat(send(UNIT + "1", "/evaluations/" + NO + "/recompute", Map.of()).status()).isEqualTo(403);

        String figure = version.indicators().stream().filter(i -> i.figure() != null).findFirst().orElseThrow().figure();
        jdbc.sql("update evaluation_figure set amount = amount + 1 where case_no = ? and unit_id = ? and figure_id = ?").params(NO, UNIT, figure).update();
        assertThat(different()).containsExactly(UNIT);
        assertThat(send("joint1", "/evaluations/" + NO + "/recompute", Map.of()).text()).contains("有不一致", "其明细合计为");
        jdbc.sql("update evaluation_figure set amount = amount - 1 where case_no = ? and unit_id = ? and figure_id = ?").params(NO, UNIT, figure).update();
        assertThat(different()).isEmpty();

        String reported = version.indicators().stream().filter(i -> i.source() == IndicatorSource.SELF_REPORT || i.source() == IndicatorSource.REVIEWER).findFirst().orElseThrow().id();
        jdbc.sql("update evaluation_mark set mark_value = mark_value - 10 where unit_case_no = ? and indicator_id = ?").params(EvaluationFixture.caseOf(NO, 1), reported).update();
        assertThat(different()).containsExactly(OTHER);
        jdbc.sql("update evaluation_mark set mark_value = mark_value + 10 where unit_case_no = ? and indicator_id = ?").params(EvaluationFixture.caseOf(NO, 1), reported).update();

        jdbc.sql("update evaluation_score set total = 99.99 where unit_case_no = ?").param(EvaluationFixture.caseOf(NO, 2)).update();
        assertThat(different()).containsExactly(units.get(1));
        jdbc.sql("update evaluation set rules_sha256 = ? where case_no = ?").params("0".repeat(64), NO).update();
        assertThat(recomputation.run(NO).problems()).anyMatch(problem -> problem.contains("指标文本"));
    }

    private Answer dataAs(String person, String path) {
        return answer(get(path).accept(MediaType.ALL).with(signedIn(person)));
    }

    private List<String> different() {
        return recomputation.run(NO).verdicts().stream().filter(verdict -> !verdict.same()).map(Recomputation.Verdict::unitId).toList();
    }

    @Test
    void theReportIsThereOnceRankedAndTheSameEachTime() {
        fixture.marks(NO, version, units);
        fixture.scores(NO, version, units, "final");
        assertThat(visitAs("joint1", "/evaluations/" + NO + ".docx").status()).isEqualTo(409);
        fixture.ranked(NO, false);
        for (String format : List.of("docx", "pdf", "xlsx")) {
            assertThat(visitAs("joint1", "/evaluations/" + NO + "." + format).status()).as(format).isIn(200, format.equals("pdf") ? 422 : 200);
        }
        assertThat(visitAs("joint1", "/evaluations/" + NO + ".docx").text()).isEqualTo(visitAs("joint1", "/evaluations/" + NO + ".docx").text());
        assertThat(visitAs(UNIT + "1", "/evaluations/" + NO + "/units/" + UNIT + ".xlsx").status()).isEqualTo(200);
    }

    @Test
    void otherSystemsGetTheResultsAsData() {
        fixture.marks(NO, version, units);
        fixture.scores(NO, version, units, "final");
        fixture.ranked(NO, true);
        assertThat(dataAs("joint1", "/api/v1/evaluations").text()).contains("\"caseNo\":\"" + NO + "\"", "\"state\":\"approved\"");
        assertThat(dataAs("joint1", "/api/v1/evaluations/" + NO).text()).contains("\"place\":1", "\"gradeLabel\"", "\"total\":40");
        assertThat(dataAs("joint1", "/api/v1/evaluations/" + NO + "?size=5&page=2").text()).contains("\"page\":2", "\"pages\":8");
        assertThat(dataAs("joint1", "/api/v1/evaluations/" + NO + "?size=0").status()).isEqualTo(400);
        assertThat(dataAs(UNIT + "1", "/api/v1/evaluations/" + NO + "/units/" + UNIT).text()).contains("\"items\"", "\"toWin\"");
        assertThat(dataAs(UNIT + "1", "/api/v1/evaluations/" + NO + "/units/" + OTHER).status()).isEqualTo(404);
        assertThat(dataAs("joint1", "/api-docs").text()).contains("/api/v1/evaluations/{evaluationNo}", "绩效考核");
    }

    @Test
    void lastYearsStandBesideThisOne() {
        fixture.marks(NO, version, units);
        fixture.scores(NO, version, units, "final");
        fixture.ranked(NO, true);
        jdbc.sql("update evaluation set eval_year = 2025 where case_no = ?").param(NO).update();
        String next = "KP-2026-0902";
        RuleSet again = fixture.opened(next, 2026, units);
        fixture.figures(next, again, units);
        fixture.marks(next, again, units);
        fixture.scores(next, again, units, "draft");
        assertThat(visitAs(UNIT + "1", "/evaluations/" + next + "/units/" + UNIT).text()).contains("2025年", "历年和季度", "（本年）");
    }
}
