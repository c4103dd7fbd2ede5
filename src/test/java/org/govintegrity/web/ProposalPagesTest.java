package org.govintegrity.web;

import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.proposal.NewProposal;
import org.govintegrity.proposal.ProposalKind;
import org.govintegrity.proposal.ProposalService;
import org.govintegrity.proposal.Proposals;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

/** The pages of proposals, as a supervisor, a unit that answers and one that does not see them. */
class ProposalPagesTest extends PageTest {

    private final String session = "会议" + UUID.randomUUID().toString().substring(0, 8);

    @Autowired
    private ProposalService service;
    @Autowired
    private MockMvc web;
    @Autowired
    private Proposals proposals;

    @Test
    void oneIsRegisteredAndWhatIsWrongIsSaidWithNothingLost() {
        Map<String, List<String>> fields = new LinkedHashMap<>(Map.of("kind", List.of("suggestion"), "session", List.of(session), "number", List.of("7"), "subject", List.of(""),
                "leading", List.of("于海"), "joint", List.of("张芳，王强"), "text", List.of("农村<b>站点</b>少")));
        Answer wrong = send("supervisor1", "/proposals/new", fields);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("“标题”没有填写", "张芳，王强", "农村&lt;b&gt;站点&lt;/b&gt;少");
        fields.put("subject", List.of("增设站点"));
        Answer done = send("supervisor1", "/proposals/new", fields);
        assertThat(done.location()).matches("/cases/JY-2026-\\d{4}");
        assertThat(visitAs("supervisor1", done.location()).text()).contains("增设站点", "于海（领衔）", "王强", "待交办", "农村&lt;b&gt;站点");
        assertThat(send("supervisor1", "/proposals/new", fields).status()).isEqualTo(409);
        assertThat(send(UNIT + "1", "/proposals/new", fields).status()).isEqualTo(403);
    }

    @Test
    void theListShowsWhatOneMayReadAndFilters() {
        String open = registered("1", false);
        String secret = registered("2", true);
        complete("userTask_designateUnits", open, "supervisor1", Map.of("how", "whole", "lead", UNIT));
        runJobs(open);
        assertThat(visitAs("supervisor1", "/proposals").text()).contains(open, secret, "单件登记");
        assertThat(visitAs("credit1", "/proposals").text()).contains(open).doesNotContain(secret).doesNotContain("单件登记");
        assertThat(visitAs(UNIT + "1", "/proposals").text()).contains(open).doesNotContain(secret);
        assertThat(visitAs(OTHER + "1", "/proposals").text()).doesNotContain(open);
        assertThat(visitAs("supervisor1", "/proposals?state=registered").text()).contains(secret).doesNotContain(open);
        assertThat(visitAs("supervisor1", "/proposals?unit=" + UNIT + "&kind=suggestion").text()).contains(open).doesNotContain(secret);
        assertThat(visitAs("supervisor1", "/proposals?kind=motion").text()).doesNotContain(open);
        assertThat(visitAs("supervisor1", "/proposals?state=nosuch").status()).isEqualTo(400);
        assertThat(visitAs("credit1", "/cases/" + secret).status()).isEqualTo(404);
    }

    @Test
    void aFileIsTakenAndTheBadRowsAreFetchedBack() throws Exception {
        String csv = "类别,届次,编号,标题,领衔人,附议人,保密,重点督办,内容,我的备注\n代表建议," + session + ",1,增设站点,于海,,,,站点少,甲\n代表建议," + session + ",1,又一件,孙伟,,,,内容,乙\n";
        Answer sent = answer(multipart("/proposals/files").file(new MockMultipartFile("file", "建议.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)))
                .with(signedIn("supervisor1")).with(csrf()));
        assertThat(sent.location()).matches("/proposals/batches/DR-2026-\\d{4}");
        assertThat(visitAs("supervisor1", sent.location()).text()).contains("1件", "1行", "与本文件第2行重复");
        byte[] back = web.perform(get(sent.location() + "/returned.xlsx").with(signedIn("supervisor1"))).andReturn().getResponse().getContentAsByteArray();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(back))) {
            var heading = book.getSheetAt(0).getRow(0);
            var row = book.getSheetAt(0).getRow(1);
            assertThat(heading.getCell(9).getStringCellValue()).isEqualTo("我的备注");
            assertThat(heading.getCell(10).getStringCellValue()).isEqualTo("错误");
            assertThat(row.getCell(3).getStringCellValue()).isEqualTo("又一件");
            assertThat(row.getCell(10).getStringCellValue()).contains("重复");
        }
        assertThat(visitAs(UNIT + "1", sent.location()).status()).isEqualTo(403);
    }

    @Test
    void promisesAreListedUntilTheyAreKeptAndAFalseAnswerCanBeReportedOnlyForClassA() {
        String no = answered("B");
        assertThat(visitAs(UNIT + "1", "/proposals/promises").text()).contains(no, "增设四处", "2026年6月30日");
        assertThat(visitAs(OTHER + "1", "/proposals/promises").text()).doesNotContain(no);
        assertThat(visitAs("supervisor1", "/proposals/promises?state=kept").text()).doesNotContain(no);
        assertThat(visitAs("supervisor1", "/cases/" + no).text()).contains("B类", "待落实").doesNotContain("A类答复失实");
        String solved = answered("A");
        assertThat(visitAs("supervisor1", "/cases/" + solved).text()).contains("A类答复失实");
        assertThat(visitAs(UNIT + "1", "/cases/" + solved).text()).doesNotContain("A类答复失实");
        assertThat(send(UNIT + "1", "/proposals/" + solved + "/false", Map.of("gravity", List.of("general"), "facts", List.of("没有建成"))).status()).isEqualTo(403);
        assertThat(send("supervisor1", "/proposals/" + solved + "/false", Map.of("gravity", List.of("general"), "facts", List.of("没有建成"))).location()).isEqualTo("/cases/" + solved);
        assertThat(cases.children(solved)).extracting(CaseFile::kind).contains("breach-finding");
        assertThat(visitAs(UNIT + "1", "/cases/" + solved).text()).doesNotContain("没有建成");
    }

    @Test
    void whatAPublishedAnswerPromisesIsReadOnThePortal() {
        String no = answered("B");
        runJobs(no);
        complete("userTask_deliverAnswer", no, UNIT + "1", Map.of("deliveredOn", "2026-03-02", "way", "face"));
        runJobs(no);
        complete("userTask_recordOpinion", no, "supervisor1", Map.of("opinionOn", "2026-03-02", "attitude", "satisfied", "result", "satisfied"));
        runJobs(no);
        String gate = jdbc.sql("select case_no from publication_document where origin_no = ?").param(no).query(String.class).single();
        String unit = registry.unit(UNIT).fullName();
        assertThat(visit("/public/units?q={q}", unit).text()).as("not before it has passed the gate").doesNotContain("增设四处");
        complete("userTask_reviewSecrecy", gate, "credit1", Map.of("decision", "all"));
        complete("userTask_reviewPrivacy", gate, "credit1", Map.of("decision", "all"));
        runJobs(gate);
        assertThat(visit("/public/units?q={q}", unit).text()).contains("对代表、委员作出的承诺", "增设四处", "2026年6月30日前，正在落实", "/public/documents/" + gate);
        moveClockTo(LocalDateTime.of(2026, 7, 1, 9, 0));
        assertThat(visit("/public/units?q={q}", unit).text()).contains("已到期，还没有核实落实");
        assertThat(visit("/public/units?q={q}", registry.unit(OTHER).fullName()).text()).doesNotContain("增设四处");
    }

    @Test
    void asDataEverybodyReadsWhatTheyMayReadOnThePages() {
        String no = answered("A");
        as("supervisor1", () -> service.reportFalse(no, "general", "站点并没有建成"));
        assertThat(answer(get("/api/v1/proposals/" + no).with(signedIn(UNIT + "1"))).text())
                .contains("\"state\":\"answered\"", "\"stateWords\":\"已签发答复，听取意见\"", "\"leadUnit\":\"" + UNIT + "\"", "\"lateOn\":null", "\"answerClass\":\"A\"", "于海")
                .doesNotContain("站点并没有建成");
        String secret = registered("密", true);
        assertThat(answer(get("/api/v1/proposals?size=200").with(signedIn("supervisor1"))).text()).contains(no, secret);
        assertThat(answer(get("/api/v1/proposals?unit=" + UNIT).with(signedIn(UNIT + "1"))).text()).contains(no).doesNotContain(secret);
        assertThat(answer(get("/api/v1/proposals/" + secret).with(signedIn(UNIT + "1"))).status()).isEqualTo(404);
        assertThat(answer(get("/api/v1/proposals?size=201").with(signedIn(UNIT + "1"))).text()).contains("size 应在1到200之间");
    }

    private String registered(String number, boolean confidential) {
        return as("supervisor1", () -> proposals.register(new NewProposal(ProposalKind.SUGGESTION, session, number, "增设站点" + number, "站点少", "于海", List.of(), confidential, false)));
    }

    private String answered(String answerClass) {
        String no = registered(answerClass, false);
        complete("userTask_designateUnits", no, "supervisor1", Map.of("how", "whole", "lead", UNIT));
        runJobs(no);
        complete("userTask_acceptProposal", no, UNIT + "1", Map.of("contact", "王科长"));
        complete("userTask_contactDeputy", no, UNIT + "1", Map.of("contactedOn", "2026-03-02", "way", "face", "who", "于海", "record", "同意"));
        runJobs(no);
        complete("userTask_draftAnswer", no, UNIT + "1", answerClass.equals("A") ? Map.of("answerClass", "A", "text", "已经建成")
                : Map.of("answerClass", answerClass, "text", "正在办", "promises", List.of(Map.of("text", "增设四处", "dueOn", "2026-06-30"))));
        complete("userTask_signAnswer", no, UNIT + "head", Map.of("decision", "sign"));
        return no;
    }
}
