package org.govintegrity.web;

import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditSamples;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.evaluation.QuarterScores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** What units and offices see of the quarterly scores. */
class QuarterPagesTest extends PageTest {

    @Autowired
    private QuarterScores scores;
    @Autowired
    private CreditArchive archive;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private MockMvc web;

    @BeforeEach
    void afterTheQuarter() {
        moveClockTo(LocalDateTime.of(2026, 4, 2, 9, 0));
    }

    @BeforeEach
    @AfterEach
    void nothingIsLeft() {
        for (String table : List.of("evaluation_quarter_item", "evaluation_quarter", "evaluation_quarter_run")) {
            jdbc.sql("delete from " + table).update();
        }
        jdbc.sql("delete from evaluation_figure_row where case_no like 'JP-%'").update();
    }

    @Test
    void theJointOfficeScoresTheQuarterAndEverybodySeesWhatIsTheirs() throws Exception {
        String before = visitAs("joint1", "/quarterly-scores").text();
        assertThat(before).contains("还没有评过分的季度", "现在对2026年第1季度评分", "每个季度只评一次");
        assertThat(visitAs("supervisor1", "/quarterly-scores").text()).doesNotContain("现在对2026年第1季度评分");
        assertThat(visitAs("joint1", "/quarterly-scores.xlsx").status()).isEqualTo(404);
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 0));
        String record = transaction.execute(s -> archive.record(CreditSamples.about("quarter-page-" + System.nanoTime(), SubjectKind.UNIT, UNIT, UNIT, BreachClass.SERIOUS, LocalDate.of(2026, 3, 2)),
                registry.unit(UNIT).fullName(), "credit1")).recordNo();
        afterTheQuarter();
        assertThat(send("supervisor1", "/quarterly-scores", Map.of("quarter", List.of("2026Q1"))).status()).isEqualTo(403);
        assertThat(send("joint1", "/quarterly-scores", Map.of("quarter", List.of("2026Q1"))).status()).isEqualTo(302);
        String no = scores.run("2026Q1").orElseThrow().caseNo();
        assertThat(visitAs("joint1", "/quarterly-scores").text()).contains("请几分钟后刷新").doesNotContain("现在对2026年第1季度评分");
        runJobs(no);

        String all = visitAs("joint1", "/quarterly-scores?quarter=2026Q1").text();
        assertThat(all).contains("2026年第1季度 评分", no, "/quarterly-scores/2026Q1/units/" + UNIT, "/quarterly-scores/2026Q1/units/" + OTHER);
        String mine = visitAs(UNIT + "1", "/quarterly-scores").text();
        assertThat(mine).contains("/quarterly-scores/2026Q1/units/" + UNIT).doesNotContain("/quarterly-scores/2026Q1/units/" + OTHER);
        String unit = visitAs(UNIT + "1", "/quarterly-scores/2026Q1/units/" + UNIT).text();
        assertThat(unit).contains("期末生效的严重失信记录", "每条生效的严重失信记录另减50分", record, "href=\"/credit/subjects/unit/" + UNIT + "\"", "基础分");
        assertThat(visitAs(OTHER + "1", "/quarterly-scores/2026Q1/units/" + UNIT).status()).isEqualTo(403);
        assertThat(visitAs("joint1", "/quarterly-scores/2026Q1/units/no-such").status()).isEqualTo(404);
        assertThat(visitAs("joint1", "/quarterly-scores?quarter=2026").status()).isEqualTo(400);

        assertThat(sheet("joint1")).anyMatch(row -> row.get(1).equals(registry.unit(UNIT).fullName()) && row.get(5).contains("严重失信记录")).anyMatch(row -> row.get(1).equals(registry.unit(OTHER).fullName()));
        assertThat(sheet(UNIT + "1")).extracting(row -> row.get(1)).containsOnly("单位", registry.unit(UNIT).fullName());
    }

    private List<List<String>> sheet(String person) throws Exception {
        byte[] file = web.perform(get("/quarterly-scores.xlsx?quarter=2026Q1").with(signedIn(person))).andReturn().getResponse().getContentAsByteArray();
        List<List<String>> rows = new ArrayList<>();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            book.getSheetAt(0).forEach(row -> {
                List<String> cells = new ArrayList<>();
                row.forEach(cell -> cells.add(cell.getStringCellValue()));
                rows.add(cells);
            });
        }
        return rows;
    }
}
