package org.govintegrity.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.govintegrity.engine.diagram.CaseDiagram;
import org.govintegrity.engine.diagram.CaseDiagrams;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

import java.io.ByteArrayInputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** The file of a case as data, spreadsheet, papers and drawing: the same rules everywhere. */
class CaseFilePagesTest extends PageTest {

    @Autowired
    private MockMvc files;
    @Autowired
    private CaseDiagrams diagrams;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theSheetHoldsWhatThePersonMayReadAndNoFormulas() throws Exception {
        String caseNo = approved(UNIT, OTHER);
        jdbc.sql("update casefile_case set title = '=1+1' where case_no = ?").param(caseNo + "-01").update();
        XSSFSheet all = sheet("supervisor1", "/cases.xlsx?q=" + caseNo);
        assertThat(column(all, 0)).containsExactlyInAnyOrder("案件编号", caseNo, caseNo + "-01", caseNo + "-02");
        assertThat(column(all, 2)).contains("=1+1");
        assertThat(all.getRow(1).getCell(2).getCellType()).isEqualTo(CellType.STRING);
        assertThat(column(all, 8)).contains("提交自查报告");
        assertThat(column(sheet(UNIT + "1", "/cases.xlsx?q=" + caseNo), 0)).containsExactlyInAnyOrder("案件编号", caseNo + "-01");
    }

    @Test
    void latenessClauseUnitAndKindNarrowTheList() throws Exception {
        String caseNo = approved(UNIT, OTHER);
        assertThat(found("q=" + caseNo + "&late=true")).isEmpty();
        assertThat(found("q=" + caseNo + "&clause=三.6")).hasSize(3);
        assertThat(found("q=" + caseNo + "&clause=三.1")).isEmpty();
        assertThat(found("q=" + caseNo + "&unit=" + OTHER)).containsExactly(caseNo + "-02");
        assertThat(found("q=" + caseNo + "&kind=inspection")).containsExactly(caseNo);
        moveClockTo(LocalDateTime.of(2026, 3, 20, 9, 0));
        assertThat(found("q=" + caseNo + "&late=true")).containsExactlyInAnyOrder(caseNo + "-01", caseNo + "-02");
        assertThat(visitAs("supervisor1", "/cases?q=" + caseNo + "&late=true").text()).contains("已超期4天");
        assertThat(call("supervisor1", "/api/v1/cases?clause=三.99").text()).contains("没有编号为“三.99”的条款");
        assertThat(call("supervisor1", "/api/v1/cases?state=maybe").status()).isEqualTo(400);
    }

    @Test
    void theApiKeepsFindingsFromTheUnitUntilTheyAreServed() throws Exception {
        String caseNo = approved(UNIT);
        String part = caseNo + "-01";
        found(part, "窗口没有一次性告知");
        assertThat(call("inspector2", "/api/v1/cases/" + part).text()).contains("窗口没有一次性告知");
        assertThat(call(UNIT + "head", "/api/v1/cases/" + part).text()).doesNotContain("窗口没有一次性告知").contains("insider\":false");
        JsonNode own = json.readTree(call(UNIT + "head", "/api/v1/cases/" + part + "/diagram").text());
        assertThat(own.path("done")).hasSize(1);
        assertThat(own.path("done").get(0).asText()).isEqualTo("userTask_submitSelfCheck");
        assertThat(own.path("flows")).isEmpty();
        JsonNode task = json.readTree(call(UNIT + "head", "/api/v1/cases/" + part).text()).path("tasks").get(0);
        assertThat(task.path("explanation").asText()).contains("依据");
    }

    @Test
    void theDrawingShowsTokensAndTheWayTheyCame() {
        String caseNo = approved(UNIT);
        String part = caseNo + "-01";
        CaseDiagram early = diagrams.of(part, "unit-inspection").orElseThrow();
        assertThat(early.active()).containsExactly(Map.entry("userTask_submitSelfCheck", 1));
        assertThat(early.done()).containsExactly("startEvent_dispatched", "serviceTask_serveNotice");
        assertThat(early.flows()).containsExactly("flow_dispatchedToServeNotice", "flow_serveNoticeToSubmitSelfCheck");
        found(part, "窗口没有一次性告知");
        complete("userTask_writeFactSheet", part, "inspector2", Map.of("facts", "查明事实如下"));
        fireTimer("boundaryEvent_factSheetUnsigned", part);
        CaseDiagram later = diagrams.of(part, "unit-inspection").orElseThrow();
        assertThat(later.active()).containsOnlyKeys("userTask_draftConclusion");
        assertThat(later.flows()).contains("flow_factSheetUnsignedToDeemServed", "flow_deemServedToDraftConclusion").doesNotContain("flow_factSheetAnswered");
        assertThat(later.cancelled()).contains("userTask_signFactSheet");
        assertThat(later.xml()).contains("bpmndi:BPMNShape");
        runtime.deleteProcessInstance(runtime.createProcessInstanceQuery().processInstanceBusinessKey(part).singleResult().getId(), "test");
        assertThat(diagrams.of(part, "unit-inspection").orElseThrow().active()).isEmpty();
        assertThat(diagrams.of("JC-1999-0001", "inspection")).isEmpty();
    }

    @Test
    void papersAreFilledFromTheCaseAndDatedWhenServed() throws Exception {
        String caseNo = approved(UNIT);
        String part = caseNo + "-01";
        String notice = paper("supervisor1", part, "inspection-notice");
        assertThat(notice).contains("监督检查通知书", "威海市文登区财政局", "文政办字〔2026〕12号", "承诺台账", "2026年3月2日", "（印章）", "文诚检〔2026〕").doesNotContain("草稿", "{{");
        found(part, "窗口没有一次性告知");
        assertThat(visitAs("supervisor1", "/cases/" + part + "/papers/conclusion.docx").status()).isEqualTo(404);
        complete("userTask_writeFactSheet", part, "inspector2", Map.of("facts", "查明{{title}}如下"));
        complete("userTask_signFactSheet", part, UNIT + "head", Map.of("answer", "sign"));
        assertThat(paper(UNIT + "1", part, "fact-sheet")).contains("查明{{title}}如下", "属实");
        complete("userTask_draftConclusion", part, "inspector1", Map.of("conclusion", "没有一次性告知", "loss", "none", "impact", "local", "deliberate", false,
                "problems", List.of(Map.of("clause", "三.5", "text", "没有一次性告知"))));
        assertThat(paper("supervisor1", part, "conclusion")).contains("草稿");
        assertThat(visitAs(UNIT + "1", "/cases/" + part + "/papers/conclusion.docx").status()).isEqualTo(404);
        complete("userTask_reviewConclusion", part, "supervisor2", Map.of("decision", "serve"));
        assertThat(paper(UNIT + "1", part, "conclusion")).contains("没有一次性告知", "一般", "2026年4月1日").doesNotContain("草稿");
        assertThat(visitAs("supervisor1", "/cases/" + part + "/papers/nosuch.docx").text()).contains("目前没有这份文书");
    }

    private List<String> found(String query) throws Exception {
        List<String> numbers = new ArrayList<>();
        json.readTree(call("supervisor1", "/api/v1/cases?" + query).text()).path("cases").forEach(file -> numbers.add(file.path("caseNo").asText()));
        return numbers;
    }

    private Answer call(String person, String path) {
        return answer(get(path).with(signedIn(person)));
    }

    private XSSFSheet sheet(String person, String path) throws Exception {
        byte[] content = files.perform(get(path).with(signedIn(person))).andReturn().getResponse().getContentAsByteArray();
        return new XSSFWorkbook(new ByteArrayInputStream(content)).getSheetAt(0);
    }

    private static List<String> column(XSSFSheet sheet, int number) {
        List<String> cells = new ArrayList<>();
        sheet.forEach(row -> cells.add(((XSSFCell) row.getCell(number)).getStringCellValue()));
        return cells;
    }

    private String paper(String person, String caseNo, String id) throws Exception {
        byte[] content = files.perform(get("/cases/" + caseNo + "/papers/" + id + ".docx").with(signedIn(person))).andReturn().getResponse().getContentAsByteArray();
        try (XWPFDocument document = new XWPFDocument(new ByteArrayInputStream(content))) {
            return document.getParagraphs().stream().map(XWPFParagraph::getText).collect(Collectors.joining("\n"));
        }
    }
}
