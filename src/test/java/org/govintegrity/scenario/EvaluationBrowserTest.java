package org.govintegrity.scenario;

import com.microsoft.playwright.Page;
import org.govintegrity.evaluation.EvaluationService;
import org.govintegrity.evaluation.FigureCollector;
import org.govintegrity.evaluation.FrozenInputs;
import org.govintegrity.evaluation.IndicatorRules;
import org.govintegrity.evaluation.RuleSet;
import org.govintegrity.evaluation.ScoreRules;
import org.govintegrity.registry.Unit;
import org.govintegrity.web.EvaluationFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The district as a heat map, a unit's score on a desk and on a phone, the diagram with its numbers, marks in one table. */
class EvaluationBrowserTest extends BrowserTest {

    private static final String NO = "KP-2026-0901";
    private static final int DESK = 1280;
    private static final int PHONE = 390;

    @Autowired
    private IndicatorRules rules;
    @Autowired
    private ScoreRules tables;
    @Autowired
    private FigureCollector collector;
    @Autowired
    private FrozenInputs frozen;
    @Autowired
    private EvaluationService evaluations;

    @AfterEach
    void clear() {
        new EvaluationFixture(jdbc, rules, tables, collector, frozen, registry).clear();
    }

    @Test
    void theOfficeReadsTheHeatMapAndAUnitItsScore() {
        EvaluationFixture fixture = new EvaluationFixture(jdbc, rules, tables, collector, frozen, registry);
        fixture.clear();
        moveClockTo(LocalDateTime.of(2026, 12, 28, 9, 0));
        List<String> units = new ArrayList<>(registry.unitsOn(LocalDate.of(2026, 12, 1)).stream().map(Unit::id).filter(id -> !id.equals(UNIT)).limit(38).toList());
        units.add(20, UNIT);
        RuleSet version = fixture.opened("KP-2025-0901", 2026, units);
        fixture.figures("KP-2025-0901", version, units);
        fixture.marks("KP-2025-0901", version, units);
        fixture.scores("KP-2025-0901", version, units, "final");
        fixture.ranked("KP-2025-0901", true);
        jdbc.sql("update evaluation set eval_year = 2025 where case_no = 'KP-2025-0901'").update();
        fixture.opened(NO, 2026, units);
        fixture.figures(NO, version, units);
        fixture.marks(NO, version, units);
        fixture.scores(NO, version, units, "draft");

        Person office = person("joint1");
        Page page = office.page();
        for (int width : new int[]{DESK, PHONE}) {
            page.setViewportSize(width, 900);
            office.open("/evaluations/" + NO);
            assertThat(page.locator("[data-heat][data-drawn]")).isVisible();
            assertThat(page.locator("[data-heat] svg")).isVisible();
            fits(page, width);
            office.wholePage("evaluation-01-year-" + width);
            office.open("/evaluations/" + NO + "/units/" + UNIT);
            fits(page, width);
            office.wholePage("evaluation-02-unit-" + width);
            office.open("/evaluations/" + NO + "/what-if?w-" + version.indicators().get(0).id() + "=60");
            assertThat(page.locator("#shifts")).isVisible();
            fits(page, width);
            office.wholePage("evaluation-03-what-if-" + width);
            office.open("/evaluations/trial");
            fits(page, width);
            office.wholePage("evaluation-04-trial-" + width);
            office.open("/evaluations");
            fits(page, width);
            office.wholePage("evaluation-05-list-" + width);
        }
        page.setViewportSize(DESK, 900);
        for (String who : List.of("supervisor1", "admin", "credit1")) {
            Person other = person(who);
            other.page().setViewportSize(DESK, 900);
            other.open("/evaluations");
            fits(other.page(), DESK);
            org.assertj.core.api.Assertions.assertThat(other.page().locator(".site-head").boundingBox().height).as("the menu of " + who + " is one line").isLessThan(90);
        }
    }

    @Test
    void theDiagramCountsAndALeadUnitScoresInOneTable() {
        String no = as("joint1", evaluations::open);
        runJobs(no);
        complete("userTask_confirmStart", no, "joint1", Map.of("decision", "start"));
        runJobs(no);
        Person office = person("joint1");
        for (int width : new int[]{DESK, PHONE}) {
            office.page().setViewportSize(width, 900);
            office.open("/evaluations/" + no);
            assertThat(office.page().locator("[data-diagram][data-drawn]")).isVisible();
            assertThat(office.page().locator("[data-diagram] .token")).isVisible();
            assertThat(office.page().locator("[data-diagram] .token")).hasText(String.valueOf(cases.children(no).size()));
            fits(office.page(), width);
            office.wholePage("evaluation-06-diagram-" + width);
        }
        String part = no + "-01";
        int items = tasks.createTaskQuery().processInstanceBusinessKey(part).taskDefinitionKey("userTask_selfReport").list().size();
        org.assertj.core.api.Assertions.assertThat(items).isEqualTo(1);
        for (String unitCase : List.of(part, no + "-02", no + "-03")) {
            reported(unitCase);
        }
        String lead = jdbc.sql("select owner_group from casefile_task where case_no = ? and task_key = 'userTask_scoreClause' and closed_at is null fetch first 1 rows only").param(part).query(String.class).single();
        Person clerk = person(lead.equals("jointoffice") ? "joint1" : lead + "1");
        for (int width : new int[]{DESK, PHONE}) {
            clerk.page().setViewportSize(width, 900);
            clerk.open("/evaluations/" + no + "/score");
            clerk.page().locator(".score-grid input").first().fill("120");
            clerk.page().onceDialog(dialog -> dialog.accept());
            clerk.page().locator("form[method=post] .btn-primary").click();
            assertThat(clerk.page().locator(".late-words").first()).containsText("没有保存");
            assertThat(clerk.page().locator(".score-grid input").first()).hasValue("120");
            fits(clerk.page(), width);
            clerk.wholePage("evaluation-07-score-" + width);
            clerk.forgetRefusal("/evaluations/" + no + "/score");
        }
    }

    private void reported(String unitCase) {
        String unit = cases.get(unitCase).unitId();
        int count = jdbc.sql("select rules_text from evaluation e join evaluation_unit u on u.case_no = e.case_no where u.unit_case_no = ?").param(unitCase)
                .query(String.class).optional().map(rules::parse).map(version -> (int) rules.applicable(version, registry.unit(unit)).stream()
                        .filter(i -> i.source().code.equals("self-report")).count()).orElseThrow();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            rows.add(Map.of("no", i, "mark", 90, "words", "制度已经建立"));
        }
        complete("userTask_selfReport", unitCase, unit + "1", Map.of("rows", rows));
        runJobs(unitCase);
        if (!openTasks("userTask_spotCheck", unitCase).isEmpty()) {
            List<Map<String, Object>> checked = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                checked.add(Map.of("no", i, "verdict", "confirmed"));
            }
            complete("userTask_spotCheck", unitCase, "inspector3", Map.of("rows", checked));
            runJobs(unitCase);
        }
    }

    /** Nothing is cut off or has to be moved sideways but inside a frame of its own. */
    private static void fits(Page page, int width) {
        Object wide = page.evaluate("""
                width => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest('.heat, .diagram, .table-responsive'))
                    .slice(0, 5).map(e => e.tagName + '.' + e.className + ' to ' + Math.round(e.getBoundingClientRect().right))""", width);
        org.assertj.core.api.Assertions.assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as("%s at %d: %s", page.url(), width, wide).isLessThanOrEqualTo(width);
    }
}
