package org.govintegrity.web;

import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.ReadLog;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.registry.CreditCode;
import org.govintegrity.report.CreditReport;
import org.govintegrity.report.CreditReports;
import org.govintegrity.report.ReportFormat;
import org.govintegrity.report.ReportSamples;
import org.govintegrity.report.ReportSettings;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

/** Having reports issued and fetched, and verifying them without a login. */
class ReportPagesTest extends PageTest {

    private static final String CODE = "91350211M0000XUF46";

    @Autowired
    private CreditReports reports;
    @Autowired
    private CreditArchive archive;
    @Autowired
    private CreditSubjects subjects;
    @Autowired
    private ReadLog readings;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private ApplicationContext context;
    @Autowired
    private MockMvc mvc;

    @Test
    void aUnitsOwnPeopleHaveItsReportIssuedAndOthersDoNot() throws Exception {
        String unit = registry.unit(UNIT).fullName();
        Answer issued = send(UNIT + "1", "/credit/reports", form("unit", unit, "2026年度评先选优"));
        assertThat(issued.status()).as(issued.text()).isEqualTo(302);
        String no = issued.location().substring(issued.location().lastIndexOf('/') + 1);
        assertThat(visitAs(UNIT + "1", "/credit/reports/" + no).text()).contains(unit, "2026年度评先选优", "/credit/reports/" + no + ".docx", "没有设置本系统对外的网址");
        assertThat(visitAs(UNIT + "1", "/credit/reports").text()).contains(no, unit);
        MockHttpServletResponse word = mvc.perform(get("/credit/reports/" + no + ".docx").with(signedIn(UNIT + "1"))).andReturn().getResponse();
        assertThat(word.getContentType()).isEqualTo(ReportFormat.WORD.mediaType);
        assertThat(ReportSamples.wordText(word.getContentAsByteArray())).contains(no, unit);
        assertThat(visitAs(OTHER + "1", "/credit/reports/" + no).status()).isEqualTo(404);

        Answer refused = send(OTHER + "1", "/credit/reports", form("unit", UNIT, "看看"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("只能出具本单位的信用报告", "value=\"" + UNIT + "\"", "value=\"看看\"");
        assertThat(send(UNIT + "1", "/credit/reports", form("unit", UNIT, " ")).status()).isEqualTo(400);
        assertThat(send(UNIT + "1", "/credit/reports", form("city", UNIT, "考核")).text()).contains("请选择对象类别");
    }

    @Test
    void aPersonsReportIsForThoseWhoSeeTheFileAndEachLookIsNoted() {
        String person = UNIT + "2";
        String name = registry.person(person).name();
        transaction.executeWithoutResult(s -> archive.record(ReportSamples.breach(SubjectKind.PERSON, person, "个人事项"), name, "credit1"));
        assertThat(callAs(UNIT + "1", "/api/v1/credit/reports", order("person", person, "人事招聘")).status()).isEqualTo(404);
        assertThat(callAs(UNIT + "1", "/api/v1/credit/reports", order("person", "nobody", "人事招聘")).text())
                .isEqualTo(callAs(UNIT + "1", "/api/v1/credit/reports", order("person", person, "人事招聘")).text());
        assertThat(callAs(UNIT + "head", "/api/v1/credit/reports", order("person", person, "")).status()).isEqualTo(400);

        Answer issued = callAs(UNIT + "head", "/api/v1/credit/reports", order("person", person, "人事招聘"));
        assertThat(issued.status()).as(issued.text()).isEqualTo(201);
        String no = issued.location().substring(issued.location().lastIndexOf('/') + 1);
        assertThat(issued.text()).contains(no, "个人事项", "sha256", "verifyCode");
        assertThat(visitAs("leader1", "/credit/reports/" + no).text()).contains(name, "个人事项", "个人记录，不公开");
        assertThat(visitAs(UNIT + "1", "/api/v1/credit/reports/" + no).status()).isEqualTo(404);
        assertThat(readings.of(SubjectKind.PERSON, person, 2)).extracting(ReadLog.Reading::reader).containsExactly("leader1", UNIT + "head");
        assertThat(readings.of(SubjectKind.PERSON, person, 2)).extracting(ReadLog.Reading::purpose).containsOnly("人事招聘");

        CreditReport report = reports.find(no).orElseThrow();
        assertThat(verify("10.0.1.1", no, report.verifyCode()).text()).contains("真实。", name.charAt(0) + "*").doesNotContain(name, "个人事项", "人事招聘");
    }

    @Test
    void anEnterprisesReportIsForEveryOfficeButReadByWhoHadItIssued() {
        enterprise();
        String no = reportNo(callAs(OTHER + "1", "/api/v1/credit/reports", order("organisation", CODE.toLowerCase(), "招标资格审查")));
        assertThat(visitAs(OTHER + "1", "/credit/reports/" + no).text()).contains("示例企业", "旧码，校验位不符，真实有效");
        assertThat(visitAs("credit1", "/credit/reports/" + no).status()).isEqualTo(200);
        assertThat(visitAs(UNIT + "1", "/credit/reports/" + no).status()).isEqualTo(404);
        assertThat(callAs(OTHER + "1", "/api/v1/credit/reports", order("organisation", "91350203M0001QAY9B", "招标")).text()).contains("信用档案中没有这个统一社会信用代码");
    }

    @Test
    void whoHoldsThePaperVerifiesItWithoutLoginAndWithoutCookie() throws Exception {
        enterprise();
        CreditReport report = reports.issue(SubjectKind.ORGANISATION, CODE, "招标资格审查", null, "credit1");
        MvcResult form = mvc.perform(get("/verify").with(from("10.0.2.1"))).andReturn();
        assertThat(form.getResponse().getStatus()).isEqualTo(200);
        assertThat(form.getResponse().getCookies()).isEmpty();
        assertThat(form.getRequest().getSession(false)).as("no session, so no cookie").isNull();

        assertThat(verify("10.0.2.1", report.no(), report.verifyCode()).text()).contains("真实。", "示例企业", "2026年3月2日", report.sha256(), "没有变化", "有效期内");
        String unknown = verify("10.0.2.1", "BG-2026-999999", report.verifyCode()).text();
        assertThat(unknown).contains("核验不通过", "请不要采信").doesNotContain("示例企业");
        assertThat(verify("10.0.2.1", report.no(), "0000-0000-0000-0000").text().replace(report.no(), "").replace("0000-0000-0000-0000", ""))
                .as("the same answer for a wrong code").isEqualTo(unknown.replace("BG-2026-999999", "").replace(report.verifyCode(), ""));

        byte[] word = reports.file(report, ReportFormat.WORD);
        assertThat(upload("10.0.2.1", report, word)).contains("文件没有改动。");
        byte[] altered = word.clone();
        altered[altered.length / 2] ^= 1;
        assertThat(upload("10.0.2.1", report, altered)).contains("真实。", "文件与签发的不一致。").doesNotContain("文件没有改动");

        transaction.executeWithoutResult(s -> archive.record(ReportSamples.breach(SubjectKind.ORGANISATION, CODE, "签发以后的记录"), "示例企业", "credit1"));
        assertThat(verify("10.0.2.1", report.no(), report.verifyCode()).text()).contains("签发后有变化，请重新查询").doesNotContain("签发以后的记录");
        moveClockTo(report.validUntil().plusDays(1).atTime(9, 0));
        assertThat(verify("10.0.2.1", report.no(), report.verifyCode()).text()).contains("已过有效期");
        assertThat(answer(get("/public/verify.json").param("no", report.no()).param("code", report.verifyCode()).with(from("10.0.2.2"))).text())
                .contains("\"outcome\":\"GENUINE\"", "\"valid\":false", "\"changed\":true");
    }

    @Test
    void oneAddressMayNotAskTooOften() throws Exception {
        for (int i = 0; i < 60; i++) {
            assertThat(verify("10.0.3.1", "BG-2026-999999", "x").status()).isEqualTo(200);
        }
        Answer refused = verify("10.0.3.1", "BG-2026-999999", "x");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text()).contains("核验过于频繁", "请等一分钟");
        MockHttpServletResponse json = mvc.perform(get("/public/verify.json").param("no", "x").param("code", "x").with(from("10.0.3.1"))).andReturn().getResponse();
        assertThat(json.getStatus()).isEqualTo(429);
        assertThat(json.getHeader("Retry-After")).isEqualTo("60");
        assertThat(json.getContentAsString(StandardCharsets.UTF_8)).contains("核验过于频繁");
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 1));
        assertThat(verify("10.0.3.1", "BG-2026-999999", "x").status()).as("a minute later").isEqualTo(200);
        assertThat(verify("10.0.3.2", "BG-2026-999999", "x").status()).as("another address").isEqualTo(200);
        assertThat(mvc.perform(get("/verify").with(from("10.0.3.1"))).andReturn().getResponse().getStatus()).as("the form itself").isEqualTo(200);
    }

    @Test
    void withoutAFontThePageSaysWhatToInstallAndWordStillWorks() {
        CreditReport report = reports.issue(SubjectKind.UNIT, UNIT, "考核", null, "credit1");
        Object font = context.getBean("reportFont");
        Object settings = ReflectionTestUtils.getField(font, "settings");
        Object found = ReflectionTestUtils.getField(font, "found");
        try {
            ReflectionTestUtils.setField(font, "settings", new ReportSettings("/no/such/font.ttf", true, 30));
            ReflectionTestUtils.setField(font, "found", null);
            assertThat(visitAs("credit1", "/credit/reports/" + report.no()).text()).contains("暂时不能下载PDF", "apt-get install fonts-droid-fallback", "下载Word")
                    .doesNotContain("下载PDF</a>");
            Answer pdf = visitAs("credit1", "/credit/reports/" + report.no() + ".pdf");
            assertThat(pdf.status()).isEqualTo(422);
            assertThat(pdf.text()).contains("apt-get install fonts-droid-fallback");
            assertThat(visitAs("credit1", "/credit/reports/" + report.no() + ".docx").status()).isEqualTo(200);
        } finally {
            ReflectionTestUtils.setField(font, "settings", settings);
            ReflectionTestUtils.setField(font, "found", found);
        }
    }

    private void enterprise() {
        transaction.executeWithoutResult(s -> subjects.openOrganisation(CreditCode.of(CODE), "示例企业"));
    }

    private static String reportNo(Answer issued) {
        assertThat(issued.status()).as(issued.text()).isEqualTo(201);
        return issued.location().substring(issued.location().lastIndexOf('/') + 1);
    }

    private Answer verify(String address, String no, String code) {
        return answer(get("/verify").param("no", no).param("code", code).with(from(address)));
    }

    private String upload(String address, CreditReport report, byte[] file) {
        return answer((MockHttpServletRequestBuilder) multipart("/verify").file(new MockMultipartFile("file", "report.docx", ReportFormat.WORD.mediaType, file))
                .param("no", report.no()).param("code", report.verifyCode()).with(from(address))).text();
    }

    /** As from that address, with the query where a browser puts it. */
    private static org.springframework.test.web.servlet.request.RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            if (!request.getParameterMap().isEmpty()) {
                request.setQueryString("no=&code=");
            }
            return request;
        };
    }

    private static Map<String, List<String>> form(String kind, String subject, String purpose) {
        return Map.of("kind", List.of(kind), "subject", List.of(subject), "purpose", List.of(purpose));
    }

    private static String order(String kind, String subject, String purpose) {
        return "{\"kind\":\"" + kind + "\",\"subject\":\"" + subject + "\",\"purpose\":\"" + purpose + "\"}";
    }
}
