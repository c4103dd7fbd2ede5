package org.govintegrity.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.NewRecord;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.credit.Terms;
import org.govintegrity.publication.PublicationService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** What the public reads, and that it reads nothing else. */
class PublicPagesTest extends PageTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired private CreditArchive archive;
    @Autowired private PublicationService publications;
    @Autowired private TransactionTemplate transaction;
    @Autowired private MockMvc mvc;

    @Test
    void anybodyReadsWhatIsPublishedWithoutASession() throws Exception {
        String documentNo = published(true);
        MockHttpServletResponse page = mvc.perform(get("/public/records").param("q", documentNo)).andReturn().getResponse();
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getCookies()).isEmpty();
        assertThat(page.getHeader("Set-Cookie")).isNull();
        assertThat(page.getHeader("Content-Security-Policy")).contains("default-src 'self'");
        assertThat(page.getContentAsString(StandardCharsets.UTF_8)).contains("<h1>政务失信信息公示</h1>", "label for=\"q\"", "共1条", documentNo, "威海市文登区财政局", "11371003991802695H",
                        "更正与撤销公告").doesNotContain("_csrf");
        assertThat(visit("/public/records?q={q}", "11371003991802695h").text()).contains(documentNo);
        assertThat(visit("/public/records?q=没有这个单位").text()).contains("没有符合条件的公示信息");
        assertThat(visit("/public/records?q=%&page=99999999").status()).isEqualTo(200);
        assertThat(visit("/public/records?q={q}", "长".repeat(101)).status()).isEqualTo(400);
        moveClockTo(LocalDateTime.of(2026, 9, 3, 0, 0));
        assertThat(visit("/public/records?q={q}", documentNo).text()).contains("共0条");
    }

    @Test
    void thePortalLeadsEverywhereAndUnitsAreFoundWithWhatTheyOwe() throws Exception {
        MockHttpServletResponse portal = mvc.perform(get("/public")).andReturn().getResponse();
        assertThat(portal.getHeader("Set-Cookie")).isNull();
        assertThat(portal.getContentAsString(StandardCharsets.UTF_8)).contains("/public/complain\"", "/public/complaint\"", "/public/units\"", "/public/records\"", "/public/documents\"", "/public/appraisals\"", "/verify\"");
        assertThat(visit("/public/units").text()).as("a list that leads to each: all duties of all units are too much for a phone").contains("威海市文登区财政局", "项任务").hasSizeLessThan(60_000);
        assertThat(visit("/public/units?q={q}", "威海市文登区财政局").text()).contains("共1个单位", "三.", "查看该单位的公示记录");
        assertThat(visit("/public/units?q={q}", "没有这个单位").text()).contains("共0个单位", "请换一个词");
        assertThat(visit("/public/units?q={q}", "长".repeat(101)).status()).isEqualTo(400);
    }

    @Test
    void nothingElseIsOpen() {
        for (String path : List.of("/public/", "/public/records/1", "/public/people", "/publication")) {
            assertThat(visit(path).status()).as(path).isEqualTo(302);
        }
        assertThat(answer(org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post("/public/records")
                .with(org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf())).status()).isEqualTo(302);
    }

    @Test
    void theFeedIsPagedAndSaysWhenNothingHasChanged() throws Exception {
        String documentNo = published(true);
        published(true);
        MockHttpServletResponse first = mvc.perform(get("/public/records.json").param("size", "1").param("q", "文诚公")).andReturn().getResponse();
        JsonNode feed = new ObjectMapper().readTree(first.getContentAsString(StandardCharsets.UTF_8));
        assertThat(feed.path("records")).hasSize(1);
        assertThat(feed.path("pages").asInt()).isGreaterThan(1);
        assertThat(feed.at("/records/0/sha256").asText()).hasSize(64);
        String tag = first.getHeader("ETag");
        assertThat(first.getHeader("Set-Cookie")).isNull();
        assertThat(mvc.perform(get("/public/records.json").param("size", "1").param("q", "文诚公").header("If-None-Match", tag)).andReturn().getResponse().getStatus()).isEqualTo(304);
        String no = archive.read("where r.document_no = :no", Map.of("no", documentNo)).get(0).recordNo();
        as("credit1", () -> publications.takeDownByHand(no, "测试时撤下这一条"));
        assertThat(mvc.perform(get("/public/records.json").param("size", "1").param("q", "文诚公").header("If-None-Match", tag)).andReturn().getResponse().getStatus()).isEqualTo(200);
        moveClockTo(LocalDateTime.of(2026, 3, 3, 0, 0));
        assertThat(mvc.perform(get("/public/records.json")).andReturn().getResponse().getHeader("ETag")).as("each day anew").isNotEqualTo(tag);
        assertThat(visit("/public/records.json?size=1000").status()).isEqualTo(400);
    }

    @Test
    void theLogPageProvesAndTheCreditCentreTakesDown() {
        String documentNo = published(true);
        String no = archive.read("where r.document_no = :no", Map.of("no", documentNo)).get(0).recordNo();
        assertThat(visitAs("credit1", "/publication").text()).contains("日志完整，与公示页一致", no, "立即撤下");
        assertThat(visitAs("admin", "/publication").text()).doesNotContain("立即撤下");
        assertThat(visitAs("supervisor1", "/publication").status()).isEqualTo(403);
        assertThat(send("credit1", "/publication/" + no + "/take-down", Map.of("reason", List.of("发现可能涉密，先行撤下"))).location()).isEqualTo("/publication");
        assertThat(visit("/public/records?q={q}", documentNo).text()).contains("共0条");
        String caseNo = publications.find(no).orElseThrow().caseNo();
        assertThat(visitAs("credit1", "/cases/" + caseNo).text()).contains("公示审查的记录", "已撤下", "发现可能涉密");
        assertThat(visitAs(UNIT + "1", "/cases/" + caseNo).status()).isEqualTo(404);
    }

    @Test
    void aPersonsPageShowsTheirCombinedTermAndNothingBeyondItsUse() {
        String person = UNIT + "2";
        Terms terms = new Terms(false, LocalDate.of(2026, 3, 2), null, LocalDate.of(2026, 12, 31), "测试用期限");
        transaction.executeWithoutResult(s -> {
            for (int month : List.of(1, 2)) {
                LocalDate day = LocalDate.of(2026, month, 1);
                archive.record(new NewRecord("sanction:" + NUMBER.incrementAndGet(), SubjectKind.PERSON, person, UNIT, "科长", RecordKind.DISCIPLINE, BreachClass.GENERAL, null, "事实", "处分决定书",
                        "处分〔2026〕" + NUMBER.get() + "号", day, "处分", terms, day.plusMonths(24), false, "测试", "WZ-0000-0000", "jiwei"), registry.person(person).name(), "credit1");
            }
        });
        assertThat(visitAs(person, "/credit/people/" + person).text()).contains("合并处分期", "至2029年12月31日", "加上原处分期尚未执行的期限");
        moveClockTo(LocalDateTime.of(2027, 1, 1, 9, 0));
        assertThat(visitAs(person, "/credit/people/" + person).text()).doesNotContain("处分〔2026〕" + NUMBER.get() + "号");
    }

    private String published(boolean pass) {
        String documentNo = "文诚公〔2026〕" + NUMBER.incrementAndGet() + "号";
        LocalDate day = LocalDate.of(2026, 3, 2);
        String no = transaction.execute(s -> archive.record(new NewRecord("public:" + documentNo, SubjectKind.UNIT, UNIT, UNIT, null, RecordKind.BREACH, BreachClass.GENERAL, "三.8",
                "三项承诺没有兑现", "检查结论书", documentNo, day, "认定为一般失信", new Terms(true, day.plusMonths(3), day.plusMonths(6), day.plusMonths(60), "测试用期限"), null, false,
                "测试", "SX-0000-0000", "fagaiju"), registry.unit(UNIT).fullName(), "credit1").recordNo());
        String caseNo = publications.find(no).orElseThrow().caseNo();
        complete("userTask_reviewSecrecy", caseNo, "credit1", Map.of("decision", "all"));
        complete("userTask_reviewPrivacy", caseNo, "credit1", Map.of("decision", pass ? "all" : "none"));
        runJobs(caseNo);
        return documentNo;
    }
}
