package org.govintegrity.web;

import org.govintegrity.assessment.Assessments;
import org.govintegrity.assessment.DataSets;
import org.govintegrity.assessment.Institution;
import org.govintegrity.assessment.Institutions;
import org.govintegrity.common.table.TableSheet;
import org.govintegrity.evidence.Samples;
import org.govintegrity.registry.CreditCode;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.web.servlet.FlashMap;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** What the joint office does on the pages of an assessment, and who else sees what. */
class AssessmentPagesTest extends PageTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String COMMITMENT = "与被评单位没有利害关系，对数据保密，独立评价并对结果负责。";

    @Autowired
    private MockMvc web;
    @Autowired
    private Assessments assessments;
    @Autowired
    private Institutions institutions;
    @Autowired
    private DataSets data;

    @BeforeEach
    void noneOfThisYear() {
        jdbc.sql("update assessment set state = 'withdrawn'").update();
    }

    @Test
    void openedOnceOnThePageAndListedForTheOffices() {
        Answer opened = send("joint1", "/assessments", Map.of());
        assertThat(opened.location()).startsWith("/assessments/PG-2026-");
        String no = opened.location().substring("/assessments/".length());
        assertThat(send("joint2", "/assessments", Map.of()).location()).as("back to the list with the reason").isEqualTo("/assessments");
        assertThat(send("supervisor1", "/assessments", Map.of()).status()).isEqualTo(403);
        assertThat(visitAs("supervisor1", "/assessments").text()).contains(no, "制定计划", "导出 Excel").doesNotContain("开展2026年度评估");
        assertThat(visitAs("joint1", "/assessments").text()).contains("开展2026年度评估");
        assertThat(visitAs("joint1", "/assessments?state=planning&year=2026").text()).contains(no);
        assertThat(visitAs("joint1", "/assessments?year=2019").text()).doesNotContain(no).contains("没有符合条件");
        assertThat(visitAs("joint1", "/assessments?year=abc").text()).contains("年度应为四位数字");
        assertThat(visitAs(UNIT + "1", "/assessments").status()).isEqualTo(403);
        assertThat(visitAs(UNIT + "1", "/assessments/" + no).status()).isEqualTo(403);
        assertThat(visitAs("joint1", "/cases/" + no).text()).contains("第三方评估", "/assessments/" + no);
        assertThat(visitAs("joint1", "/assessments/PG-1999-0001").status()).isEqualTo(404);
    }

    @Test
    void theListIsExportedAsShown() throws Exception {
        String no = planned();
        byte[] file = web.perform(get("/assessments.xlsx").with(signedIn("leader1"))).andReturn().getResponse().getContentAsByteArray();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            List<String> heads = new ArrayList<>();
            book.getSheetAt(0).getRow(0).forEach(cell -> heads.add(cell.getStringCellValue()));
            assertThat(heads).startsWith("案号", "年度", "机构").endsWith("状态");
            List<String> numbers = new ArrayList<>();
            book.getSheetAt(0).forEach(row -> numbers.add(row.getCell(0).getStringCellValue()));
            assertThat(numbers).contains(no);
        }
        assertThat(answer(get("/assessments.xlsx").with(signedIn(UNIT + "1"))).status()).isEqualTo(403);
    }

    @Test
    void whatIsWrongWithAnInstitutionIsSaidAndNothingTypedIsLost() throws Exception {
        FlashMap flash = web.perform(post("/assessments/institutions").param("name", "诚信调查公司").param("code", "91371003MA0000000X").param("contact", "王经理 138")
                .param("qualification", "资质和业绩").with(signedIn("joint1")).with(csrf())).andReturn().getFlashMap();
        assertThat(String.valueOf(flash.get("problem"))).contains("校验码不对");
        String page = web.perform(get("/assessments/institutions").flashAttr("problem", flash.get("problem")).flashAttr("kept", flash.get("kept")).flashAttr("typed", flash.get("typed"))
                .with(signedIn("joint1"))).andReturn().getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(page).contains("校验码不对", "value=\"诚信调查公司\"", "value=\"91371003MA0000000X\"", ">资质和业绩</textarea>");
        long institution = institution("联系人不外露公司");
        assertThat(visitAs("joint1", "/assessments/institutions").text()).contains("联系人不外露公司", "王经理 13806310001", "可以报名");
        assertThat(visitAs("supervisor1", "/assessments/institutions").text()).contains("联系人不外露公司").doesNotContain("13806310001", "登记机构</h2>");
        assertThat(institutions.get(institution)).extracting(Institution::registeredBy).isEqualTo("joint1");
    }

    @Test
    void appliedWithPapersTiesAddedAndShown() throws Exception {
        String no = planned();
        long institution = institution("报名公司");
        FlashMap missing = flash(multipart("/assessments/{no}/candidates", no).file(pdf("letter")).param("institution", String.valueOf(institution)).param("commitment", COMMITMENT)
                .param("committedOn", "2026-03-01").param("interest", "none"));
        assertThat(String.valueOf(missing.get("problem"))).contains("请选择资质证明");
        assertThat(String.valueOf(missing.get("typed"))).contains(COMMITMENT);
        assertThat(institutions.candidates(no)).isEmpty();
        FlashMap undeclared = flash(multipart("/assessments/{no}/candidates", no).file(pdf("letter")).file(pdf("qualification")).param("institution", String.valueOf(institution))
                .param("commitment", COMMITMENT).param("committedOn", "2026-03-01"));
        assertThat(String.valueOf(undeclared.get("problem"))).contains("请选择有没有利害关系");
        FlashMap badDay = flash(multipart("/assessments/{no}/candidates", no).file(pdf("letter")).file(pdf("qualification")).param("institution", String.valueOf(institution))
                .param("commitment", COMMITMENT).param("committedOn", "三月一日").param("interest", "none"));
        assertThat(String.valueOf(badDay.get("problem"))).contains("承诺日期应为日期");
        FlashMap done = flash(multipart("/assessments/{no}/candidates", no).file(pdf("letter")).file(pdf("qualification")).param("institution", String.valueOf(institution))
                .param("commitment", COMMITMENT).param("committedOn", "2026-03-01").param("interest", "some").param("unit", UNIT).param("kind", "contract").param("tieWords", "2025年信息系统合同").param("ended", "2025-12-31"));
        assertThat(String.valueOf(done.get("done"))).contains("已登记报名");
        FlashMap tie = flash(post("/assessments/{no}/candidates/{id}/ties", no, institution).param("unit", OTHER).param("kind", "contract").param("tieWords", "2020年合同").param("ended", "2020-12-31"));
        assertThat(String.valueOf(tie.get("done"))).contains("已补充");
        String page = visitAs("joint1", "/assessments/" + no).text();
        assertThat(page).contains("报名公司", "2025年信息系统合同", "不得评估该单位", "2020年合同", "不影响评估", "提出机构人选");
        assertThat(visitAs("leader1", "/assessments/" + no).text()).contains("报名公司").doesNotContain("登记报名", "撤回评估</h2>");
    }

    @Test
    void handedOverOnThePageWithoutPersonalData() throws Exception {
        String no = chosen();
        FlashMap early = flash(multipart("/assessments/{no}/data/1", no).file(sheet("file", "目录", "承诺")).file(pdf("receipt")).param("recipient", "赵工来取").param("handedOn", "2026-03-02"));
        assertThat(String.valueOf(early.get("problem"))).contains("不能移交数据");
        complete("userTask_listData", no, "joint1", Map.of("need", "some", "rows", List.of(Map.of("title", "承诺台账", "contents", "核对兑现情况", "source", "区财政局", "secrecy", "internal", "personal", "no"))));
        complete("userTask_approveData", no, "joint2", Map.of("decision", "approve"));
        assertThat(String.valueOf(flash(multipart("/assessments/{no}/files", no).file(pdf("file")).param("kind", "receipt")).get("problem"))).contains("请选择文件的种类");
        assertThat(String.valueOf(flash(multipart("/assessments/{no}/files", no).file(pdf("file")).param("kind", "agreement")).get("done"))).contains("已上传");
        FlashMap personal = flash(multipart("/assessments/{no}/data/1", no).file(sheet("file", "电话", "13806310001")).file(pdf("receipt")).param("recipient", "赵工来取").param("handedOn", "2026-03-02"));
        assertThat(String.valueOf(personal.get("problem"))).contains("有个人信息，不得移交").doesNotContain("13806310001");
        assertThat(String.valueOf(personal.get("typed"))).contains("赵工来取");
        assertThat(String.valueOf(flash(multipart("/assessments/{no}/data/1", no).file(sheet("file", "承诺", "三日办结")).file(pdf("receipt")).param("recipient", "赵工来取").param("handedOn", "2026-03-02"))
                .get("done"))).contains("已登记移交");
        assertThat(visitAs("joint1", "/assessments/" + no).text()).contains("移交赵工来取", data.of(no).get(0).sha256(), "接收凭据", "保密协议");
        complete("userTask_handOverData", no, "joint1", Map.of("complete", true));
        assertThat(visitAs("joint1", "/assessments/" + no).text()).contains("下载模板", "报告期限");
        byte[] template = web.perform(get("/assessments/{no}/scores.xlsx", no).with(signedIn("joint1"))).andReturn().getResponse().getContentAsByteArray();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(template))) {
            assertThat(book.getSheetAt(0).getRow(1).getCell(0).getStringCellValue()).isEqualTo(registry.unit(UNIT).fullName());
            assertThat(book.getSheetAt(0).getLastRowNum()).isEqualTo(2);
        }
        assertThat(String.valueOf(flash(multipart("/assessments/{no}/report", no).file(pdf("report"))).get("problem"))).contains("请选择评分文件");
        assertThat(String.valueOf(flash(multipart("/assessments/{no}/report", no).file(pdf("report")).file(sheet("scores", "单位", "区财政局"))).get("done"))).contains("已上传");
        assertThat(visitAs("joint1", "/assessments/" + no).text()).contains("评估报告", "评分文件");
        assertThat(String.valueOf(flash(post("/assessments/{no}/withdraw", no).param("reason", " ")).get("problem"))).contains("撤回的理由");
        assertThat(String.valueOf(flash(post("/assessments/{no}/withdraw", no).param("reason", "合同解除")).get("done"))).contains("已撤回");
        assertThat(visitAs("joint1", "/assessments/" + no).text()).contains("确认数据交回", "联席办撤回评估：合同解除").doesNotContain("撤回评估</h2>");
    }

    private FlashMap flash(org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(signedIn("joint1")).with(csrf())).andReturn().getFlashMap();
    }

    private FlashMap flash(MockMultipartHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(signedIn("joint1")).with(csrf())).andReturn().getFlashMap();
    }

    private String planned() {
        String no = as("joint1", () -> assessments.open());
        complete("userTask_planAssessment", no, "joint1", Map.of("scope", "some", "units", List.of(UNIT, OTHER), "aspects", "承诺兑现", "budget", "2026年部门预算"));
        return no;
    }

    private String chosen() throws Exception {
        String no = planned();
        long institution = institution("选定公司");
        flash(multipart("/assessments/{no}/candidates", no).file(pdf("letter")).file(pdf("qualification")).param("institution", String.valueOf(institution))
                .param("commitment", COMMITMENT).param("committedOn", "2026-03-01").param("interest", "none"));
        complete("userTask_proposeInstitution", no, "joint1", Map.of("decision", "choose", "institution", String.valueOf(institution), "reasons", "资质齐全"));
        complete("userTask_approveInstitution", no, "joint2", Map.of("decision", "agree"));
        runJobs(no);
        return no;
    }

    private long institution(String name) {
        String first = "91371003MB" + String.format("%07d", NUMBER.incrementAndGet() + System.nanoTime() % 100_000 * 50);
        return as("joint1", () -> institutions.register(name, first + CreditCode.of(first + "0").expectedCheck().orElseThrow(), "王经理 13806310001", "社会调查资质"));
    }

    private static MockMultipartFile pdf(String field) {
        return new MockMultipartFile(field, field + ".pdf", "application/pdf", Samples.pdf(field + NUMBER.incrementAndGet()));
    }

    private static MockMultipartFile sheet(String field, String heading, String cell) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableSheet.xlsx(out, new TableSheet.Sheet("表", List.of(heading), List.of(List.of(cell))), new TableSheet.Sheet("第" + NUMBER.incrementAndGet() + "份", List.of("序号"), List.of()));
        return new MockMultipartFile(field, field + ".xlsx", "application/octet-stream", out.toByteArray());
    }
}
