package org.govintegrity.web;

import org.govintegrity.appraisal.AppraisalService;
import org.govintegrity.appraisal.AppraisalTokens;
import org.govintegrity.appraisal.NewCampaign;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** Appraising without an account, and what the offices see. */
class AppraisalPagesTest extends PageTest {

    @Autowired
    private MockMvc mvc;
    @Autowired
    private AppraisalService campaigns;
    @Autowired
    private AppraisalTokens tokens;

    private String no;

    @BeforeEach
    void campaign() {
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 0));
        no = as("joint1", () -> campaigns.open(new NewCampaign("网页评议", LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 31), List.of(UNIT))));
        runJobs(no);
    }

    @Test
    void whoScansTheCodeVotesWithoutLoginAndWithoutCookie() throws Exception {
        String token = window();
        MvcResult form = mvc.perform(get("/public/appraise/" + token).header(HttpHeaders.USER_AGENT, "phone")).andReturn();
        assertThat(form.getResponse().getStatus()).isEqualTo(200);
        assertThat(form.getResponse().getContentAsString(StandardCharsets.UTF_8)).contains("非常满意", "非常不满意", "1号窗口", "不需要登录");
        assertThat(form.getResponse().getCookies()).isEmpty();
        assertThat(form.getRequest().getSession(false)).as("no session, so no cookie").isNull();
        assertThat(form.getResponse().getHeader(HttpHeaders.CACHE_CONTROL)).isEqualTo("no-store");

        MvcResult sent = vote(token, "10.3.0.1", "phone", "good");
        assertThat(sent.getResponse().getStatus()).isEqualTo(302);
        assertThat(sent.getResponse().getRedirectedUrl()).isEqualTo("/public/appraise-thanks");
        assertThat(sent.getRequest().getSession(false)).isNull();
        assertThat(sent.getResponse().getCookies()).isEmpty();
        assertThat(visit("/public/appraise-thanks").text()).contains("已经收到");
        assertThat(vote(token, "10.3.0.1", "phone", "good").getResponse().getStatus()).isEqualTo(409);
    }

    @Test
    void aRefusedVoteKeepsWhatWasTyped() throws Exception {
        MvcResult refused = mvc.perform(post("/public/appraise/" + window()).with(from("10.3.1.1")).param("grade", "bad").param("comment", "排队<b>很久</b>").param("contact", "13812345678")).andReturn();
        assertThat(refused.getResponse().getStatus()).isEqualTo(400);
        assertThat(refused.getResponse().getContentAsString(StandardCharsets.UTF_8)).contains("没有保存", "至少勾选一项原因", "排队&lt;b&gt;很久", "13812345678").doesNotContain("<b>很久");
        assertThat(visit("/public/appraise/" + "A".repeat(22)).status()).isEqualTo(404);
        assertThat(mvc.perform(post("/public/appraise/" + window()).with(from("10.3.1.2")).header("Sec-Fetch-Site", "cross-site").param("grade", "good")).andReturn().getResponse().getStatus()).isEqualTo(403);
    }

    /** A bot changes its browser's name with each vote; another visitor is not kept out by it. */
    @Test
    void tenThousandVotesFromOneAddressAreLimitedAndAnotherStillCounts() throws Exception {
        String token = window();
        int counted = 0;
        int limited = 0;
        for (int i = 0; i < 10_000; i++) {
            int status = vote(token, "10.3.2.1", "bot" + i, "very-good").getResponse().getStatus();
            counted += status == 302 ? 1 : 0;
            limited += status == 429 ? 1 : 0;
        }
        assertThat(counted).isEqualTo(20);
        assertThat(limited).isEqualTo(9_980);
        assertThat(vote(token, "10.3.2.2", "phone", "fair").getResponse().getStatus()).isEqualTo(302);
        assertThat(campaigns.received(no)).containsEntry(UNIT, 21);
    }

    @Test
    void theJointOfficeOpensACampaignAndAUnitPrintsForItself() {
        assertThat(visitAs("joint1", "/appraisals/new").text()).contains("开展群众评议");
        assertThat(visitAs(UNIT + "1", "/appraisals/new").status()).isEqualTo(403);
        Map<String, List<String>> fields = Map.of("title", List.of("年度评议"), "from", List.of("2026-03-02"), "to", List.of("2026-02-01"), "units", List.of(OTHER));
        assertThat(send("joint1", "/appraisals/new", fields)).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("截止日期不早于起始日期", "年度评议");
        });
        Answer opened = send("supervisor1", "/appraisals/new", Map.of("title", List.of("年度评议"), "from", List.of("2026-03-02"), "to", List.of("2026-03-31"), "units", List.of(OTHER)));
        assertThat(opened.status()).isEqualTo(302);
        assertThat(visitAs(UNIT + "1", opened.location()).status()).as("takes no part").isEqualTo(404);
        assertThat(visitAs(OTHER + "1", "/appraisals").text()).contains("年度评议");

        Answer sheets = send(UNIT + "1", "/appraisals/" + no + "/windows", Map.of("unit", List.of(UNIT), "windows", List.of("1号窗口\n2号窗口")));
        assertThat(sheets.status()).isEqualTo(200);
        assertThat(sheets.text()).contains("1号窗口", "2号窗口", "data:image/png;base64,", "/public/appraise/");
        assertThat(send(OTHER + "1", "/appraisals/" + no + "/windows", Map.of("unit", List.of(UNIT), "windows", List.of("1号"))).status()).isEqualTo(404);
        assertThat(send(UNIT + "1", "/appraisals/" + no + "/matters", Map.of("unit", List.of(UNIT), "matters", List.of(""))).text()).contains("请填写办件编号");
        assertThat(visitAs(UNIT + "1", "/appraisals/" + no).text()).contains("2号窗口", "停用");
        long id = tokens.windows(no).get(0).id();
        assertThat(send(UNIT + "1", "/appraisals/" + no + "/tokens/" + id + "/revoke", Map.of()).status()).isEqualTo(302);
        assertThat(visitAs(UNIT + "1", "/appraisals/" + no).text()).contains("已停用");
    }

    @Test
    void aCampaignIsCalledOffByAButtonWithAReasonThatEverybodyReads() throws Exception {
        String token = window();
        assertThat(visitAs("supervisor1", "/appraisals/" + no).text()).contains("取消评议", "已收到的差评继续回访、整改");
        assertThat(visitAs(UNIT + "head", "/appraisals/" + no).text()).doesNotContain("取消评议");
        assertThat(send(UNIT + "head", "/appraisals/" + no + "/cancel", Map.of("reason", List.of("不想评"))).status()).isEqualTo(403);
        assertThat(send("joint1", "/appraisals/" + no + "/cancel", Map.of("reason", List.of(""))).status()).isEqualTo(302);
        assertThat(campaigns.get(no).cancelled()).as("not without a reason").isFalse();
        assertThat(send("joint1", "/appraisals/" + no + "/cancel", Map.of("reason", List.of("单位<b>调整</b>，另行开展"))).location()).isEqualTo("/appraisals/" + no);
        assertThat(visitAs("joint1", "/appraisals/" + no).text()).contains("已取消", "单位&lt;b&gt;调整&lt;/b&gt;，另行开展").doesNotContain("data-confirm=\"确定取消", "打印窗口二维码");
        assertThat(visit("/public/appraisals").text()).contains("评议已取消，理由：单位&lt;b&gt;调整");
        assertThat(visit("/public/appraise/" + token).text()).contains("评议已经取消").doesNotContain("提交评议");
        assertThat(vote(token, "10.3.5.1", "phone", "good").getResponse().getStatus()).isEqualTo(422);
    }

    @Test
    void theUnitSeesHowToCallBackAndEverybodyTheResult() throws Exception {
        assertThat(mvc.perform(post("/public/appraise/" + window()).with(from("10.3.4.1")).param("grade", "very-bad").param("reasons", "attitude").param("comment", "李主任骂人")
                .param("contact", "13812345678")).andReturn().getResponse().getStatus()).isEqualTo(302);
        assertThat(visitAs(UNIT + "1", "/appraisals/" + no).text()).contains("13812345678", "李某主任骂人", "待回访");
        assertThat(visitAs("supervisor1", "/appraisals/" + no).text()).contains("待回访").doesNotContain("13812345678");
        assertThat(visitAs(UNIT + "1", "/cases/" + no + "-01").status()).isEqualTo(200);
        moveClockTo(LocalDateTime.of(2026, 4, 1, 0, 1));
        fireTimer("event_periodOver", no);
        runJobs(no);
        assertThat(visit("/public/appraisals").text()).contains("网页评议", "有效评议不足30份，不计分").doesNotContain("李某主任");
        complete("userTask_releaseComments", no, "joint1", Map.of("decision", "all"));
        assertThat(visit("/public/appraisals").text()).contains("李某主任骂人").doesNotContain("13812345678");
        assertThat(visitAs("joint1", "/appraisals/" + no).text()).contains("第1版", "已公布");
        assertThat(answer(get("/api/v1/appraisals/" + no).with(signedIn(UNIT + "1"))).text()).contains("\"state\":\"counted\"", "\"answers\":1,\"bad\":1,\"voided\":0,\"score\":null",
                "\"badReviews\":[{\"caseNo\":\"" + no + "-01\"", "\"state\":\"待回访\"").doesNotContain("骂人", "138");
    }

    private String window() {
        return as(UNIT + "1", () -> tokens.forWindows(campaigns.get(no), UNIT, List.of("1号窗口"))).get(0).secret();
    }

    private MvcResult vote(String token, String address, String browser, String grade) throws Exception {
        return mvc.perform(post("/public/appraise/" + token).with(from(address)).header(HttpHeaders.USER_AGENT, browser).param("grade", grade)).andReturn();
    }

    private static RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            return request;
        };
    }
}
