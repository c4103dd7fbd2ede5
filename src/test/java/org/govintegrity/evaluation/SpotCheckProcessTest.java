package org.govintegrity.evaluation;

import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.common.Lot;
import org.govintegrity.registry.Unit;
import org.govintegrity.scenario.ProcessTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The mid-year checks on the spot: who is drawn, what each check can end in, what the evaluation sees of it. */
class SpotCheckProcessTest extends ProcessTest {

    @Autowired
    private SpotChecks checks;
    @Autowired
    private IndicatorRules rules;

    @Test
    void theLotFallsOnceAYearAndAnybodyCanRepeatIt() {
        moveClockTo(LocalDateTime.of(2031, 7, 1, 8, 0));
        ProcessInstance run = runtime.createProcessInstanceByKey("half-year-check").startBeforeActivity("serviceTask_drawUnits").execute();
        management.createJobQuery().processInstanceId(run.getId()).list().forEach(job -> management.executeJob(job.getId()));
        CaseFile round = cases.find("CC-2031-0001").orElseThrow();
        String note = cases.timeline(round.caseNo()).stream().filter(e -> e.type().equals("spot-check-drawn")).findFirst().orElseThrow().text();
        String seed = note.replaceAll("(?s).*种子([0-9a-f]{32}).*", "$1");
        LocalDate day = LocalDate.of(2031, 7, 1);
        List<String> pool = rules.cohort(rules.on(day), day).stream().map(Unit::id).toList();
        int count = rules.on(day).sampleShare().multiply(BigDecimal.valueOf(pool.size())).setScale(0, RoundingMode.CEILING).intValueExact();
        List<String> drawn = cases.children(round.caseNo()).stream().map(CaseFile::unitId).toList();
        assertThat(drawn).hasSize(count).containsExactlyInAnyOrderElementsOf(Lot.draw(seed, pool, count));
        assertThat(cases.children(round.caseNo())).allSatisfy(part -> assertThat(openTasks("userTask_checkOnSpot", part.caseNo())).hasSize(1));
        assertThat(checks.draw()).as("one round a year").isEmpty();
    }

    @Test
    void whatIsFoundIsAFigureOfTheUnit() {
        String passed = drawn(2032, 0);
        String failed = drawn(2032, 1);
        assertThat(refusalOf(() -> complete("userTask_checkOnSpot", passed, "inspector1", Map.of("result", "passed", "findings", "短")))).isNotNull();
        complete("userTask_checkOnSpot", passed, "inspector1", Map.of("result", "passed", "findings", "查看承诺台账二十件，与报告一致。"));
        complete("userTask_checkOnSpot", failed, "inspector1", Map.of("result", "failed", "findings", "抽取十件，三件没有按时办结。"));
        assertThat(ended(passed)).isTrue();
        assertThat(cases.get(passed).outcome()).isEqualTo("passed");
        assertThat(cases.get(failed).outcome()).isEqualTo("failed");
        assertThat(cases.children(failed)).isEmpty();
        List<FigureRow> rows = new ArrayList<>();
        checks.rows("spot-checks.passed", LocalDate.of(2032, 7, 1), LocalDate.of(2032, 7, 1), rows::add);
        assertThat(rows).extracting(FigureRow::ref, r -> r.amount().intValue()).contains(org.assertj.core.groups.Tuple.tuple(passed, 1), org.assertj.core.groups.Tuple.tuple(failed, 0));
        List<FigureRow> before = new ArrayList<>();
        checks.rows("spot-checks.passed", LocalDate.of(2032, 1, 1), LocalDate.of(2032, 6, 30), before::add);
        assertThat(before).extracting(FigureRow::ref).doesNotContain(passed, failed);
    }

    @Test
    void falsifiedMaterialIsLookedIntoAsABreach() {
        String no = drawn(2033, 0);
        complete("userTask_checkOnSpot", no, "inspector1", Map.of("result", "falsified", "findings", "台账为检查前一天补写，日期不实。"));
        runJobs(no);
        assertThat(ended(no)).isTrue();
        assertThat(passed(no)).contains("serviceTask_reportFalsified");
        assertThat(cases.children(no)).singleElement().satisfies(finding -> assertThat(finding.kind()).isEqualTo("breach-finding"));
    }

    @Test
    void oneThatIsEndedFromOutsideCountsForNothing() {
        String no = drawn(2034, 0);
        runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processInstanceBusinessKey(no).singleResult().getId(), "test");
        assertThat(cases.get(no).outcome()).isEqualTo("cancelled");
        List<FigureRow> rows = new ArrayList<>();
        checks.rows("spot-checks.passed", LocalDate.of(2034, 1, 1), LocalDate.of(2034, 12, 31), rows::add);
        assertThat(rows).isEmpty();
    }

    /** The n-th check of that year's round. */
    private String drawn(int year, int n) {
        moveClockTo(LocalDateTime.of(year, 7, 1, 8, 0));
        checks.draw();
        List<CaseFile> parts = cases.children("CC-" + year + "-0001");
        return parts.get(n).caseNo();
    }
}
