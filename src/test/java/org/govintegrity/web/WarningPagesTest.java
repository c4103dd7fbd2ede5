package org.govintegrity.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.govintegrity.check.ApiKeys;
import org.govintegrity.complaint.Category;
import org.govintegrity.complaint.Channel;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.complaint.Informer;
import org.govintegrity.complaint.Naming;
import org.govintegrity.complaint.NewComplaint;
import org.govintegrity.warning.OutsideSignals;
import org.govintegrity.warning.WarningSweep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** Warnings on the pages and as data: who reads what, and how signals come in. */
class WarningPagesTest extends PageTest {

    private static final String WARNED = "gaocun";
    private static final String SIGNALS = "/api/v1/warnings/signals";

    @Autowired
    private OutsideSignals signals;
    @Autowired
    private WarningSweep sweep;
    @Autowired
    private Complaints complaints;
    @Autowired
    private ApiKeys keys;
    @Autowired
    private ObjectMapper json;

    private final String run = Long.toString(System.nanoTime());

    @BeforeEach
    void noWarnings() {
        jdbc.sql("delete from warning_row").update();
        jdbc.sql("delete from warning").update();
        jdbc.sql("delete from warning_outside").update();
        jdbc.sql("delete from warning_pending").update();
        jdbc.sql("update complaint set state = 'withdrawn' where unit_id = ?").param(WARNED).update();
    }

    private String raised(String rule) {
        sweep.all();
        return jdbc.sql("select case_no from warning where unit_id = ? and rule_id = ? and state = 'open'").params(WARNED, rule).query(String.class).single();
    }

    private String byMonitor() {
        signals.take(new OutsideSignals.NewSignal("舆情<b>平台", run, WARNED, "court-debtor", null, LocalDate.of(2026, 3, 1), "判决没有履行<script>", "https://monitor.example/1"), "credit1", null);
        return raised("outside-court");
    }

    private String byComplaints() {
        for (int i = 0; i < 6; i++) {
            moveClockTo(LocalDate.of(2026, 3, 2).minusDays(5L * i).atTime(9, 0));
            complaints.register(new NewComplaint(Channel.PORTAL, Naming.ANONYMOUS, Category.SERVICE, WARNED, "承诺的事项没有办，第" + i + "次反映" + run, null, null,
                    new Informer(null, null, null, null), List.of(), null, null, true));
        }
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 0));
        return raised("complaints-rising");
    }

    @Test
    void theOfficesReadReasonsAndRowsAndFindThemInTheList() {
        String no = byMonitor();
        Answer page = visitAs("supervisor1", "/warnings/{no}", no);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("外部监测发现司法失信", "90日内外部监测报告1条", "https://monitor.example/1", "舆情&lt;b&gt;平台", "办理：研判预警", "2026年3月4日").doesNotContain("<script>", "<b>平台");
        assertThat(visitAs("joint1", "/warnings").text()).contains(no, "待研判", "严重");
        assertThat(visitAs("joint1", "/warnings?level=note").text()).doesNotContain(no);
        assertThat(visitAs("joint1", "/warnings?rule=outside-court&unit=" + WARNED + "&state=open").text()).contains(no);
        assertThat(visitAs("joint1", "/warnings?level=nosuch").status()).isEqualTo(400);
        assertThat(visitAs("credit1", "/cases/{no}", no).text()).contains("看这件预警的理由和来源记录");
        assertThat(visitAs("credit1", "/warnings.xlsx").status()).isEqualTo(200);
        assertThat(visitAs(WARNED + "head", "/warnings").text()).contains("没有符合条件的预警").doesNotContain(no);
        assertThat(visitAs(WARNED + "head", "/warnings/{no}", no).status()).isEqualTo(404);
        assertThat(visitAs(WARNED + "1", "/warnings").status()).isEqualTo(403);
    }

    @Test
    void aHeadReadsTheLetterButNotWhatWouldLeadToWhoComplained() {
        String no = byComplaints();
        Answer office = visitAs("supervisor1", "/warnings/{no}", no);
        assertThat(office.text()).contains("6条", "TS-2026-");
        complete("userTask_triageWarning", no, "supervisor1", Map.of("decision", "letter", "words", "请查明承诺没有兑现的原因并改正"));
        runJobs(no);
        Answer head = visitAs(WARNED + "head", "/warnings/{no}", no);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).contains("投诉明显上升", "请查明承诺没有兑现的原因并改正", "另有6条来源依法保护").doesNotContain("TS-2026-", "偶然出现的难度", "监督员");
        assertThat(visitAs(WARNED + "head", "/warnings").text()).contains(no);
        Answer file = visitAs(WARNED + "head", "/cases/{no}", no);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.text()).doesNotContain("TS-2026-", "30日内6件");
        String notice = jdbc.sql("select notice_no from warning where case_no = ?").param(no).query(String.class).single();
        assertThat(visitAs(WARNED + "head", "/notices/{no}", notice).text()).contains("提醒函", "请查明承诺没有兑现的原因").doesNotContain("TS-2026-");
        assertThat(visitAs(OTHER + "head", "/warnings/{no}", no).status()).isEqualTo(404);
        Answer api = answer(get("/api/v1/warnings/{no}", no).with(signedIn(WARNED + "head")));
        assertThat(api.text()).contains("complaints-rising").doesNotContain("TS-2026-");
    }

    @Test
    void precisionIsShownFromEnoughOnAndRulesHaveTheirBasis() {
        String no = byMonitor();
        complete("userTask_triageWarning", no, "credit1", Map.of("decision", "dismissed", "dismissal", "data", "words", "是同名企业的记录"));
        runJobs(no);
        Answer page = visitAs("joint1", "/warnings/rules");
        assertThat(page.text()).contains("投诉明显上升", "偶然出现的难度不少于", "系统默认", "2018年1月1日起", "件数太少，暂不统计", "属实0／已研判1", "简单阈值（只作对照）");
        for (int i = 0; i < 7; i++) {
            jdbc.sql("insert into warning (case_no, unit_id, rule_id, rule_title, signal_id, level, raised_on, figure, surprise, reasons, state, open_key, outcome) values (?, ?, 'outside-court', '规则', "
                    + "'outside-court', 'serious', date '2026-01-05', 1, 0, '理由', 'closed', ?, 'letter')").params("YJ-m-" + i, WARNED, "YJ-m-" + i).update();
        }
        assertThat(visitAs("joint1", "/warnings/rules").text()).contains("88%", "属实7／已研判8");
        assertThat(visitAs("supervisor1", "/warnings/{no}", no).text()).contains("排除", "数据有误或者重复", "是同名企业的记录");
    }

    @Test
    void aFileIsTakenInAndBadRowsComeBack() {
        String csv = "来源,来源编号,单位,种类,日期,内容\n平台," + run + "-1,高村镇,舆情,2026-03-01,道路承诺没有兑现\n平台," + run + "-2,没有这个镇,舆情,2026-03-01,内容\n";
        Answer sent = answer(multipart("/warnings/files").file(new MockMultipartFile("file", "监测.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8))).with(signedIn("credit1")).with(csrf()));
        assertThat(sent.location()).matches("/warnings/batches/WJ-2026-\\d{4}");
        assertThat(visitAs("credit1", sent.location()).text()).contains("1条", "1行", "不在单位名录中");
        assertThat(visitAs("credit1", sent.location() + "/returned.xlsx").status()).isEqualTo(200);
        assertThat(visitAs("joint1", sent.location()).status()).as("not theirs").isEqualTo(404);
        assertThat(visitAs("joint1", "/warnings/signals").text()).contains(run + "-1", "道路承诺没有兑现");
        assertThat(send("joint1", "/warnings/signals/withdraw", Map.of("source", List.of("平台"), "reference", List.of(run + "-1"), "reason", List.of("同名"))).status()).isEqualTo(302);
        assertThat(visitAs("joint1", "/warnings/signals").text()).contains("已撤回：同名");
        assertThat(visitAs("credit1", "/warnings/template.xlsx").status()).isEqualTo(200);
    }

    @Test
    void aMonitorHandsInByKeyOnceEachAndTakesBackItsOwn() throws Exception {
        String secret = key("舆情监测系统" + run, true);
        String body = signal(run + "-a", "高村镇", "sentiment", "2026-03-01");
        Answer first = byKey(secret, SIGNALS, body);
        assertThat(first.status()).isEqualTo(201);
        assertThat(json.readTree(first.text()).at("/unit").asText()).isEqualTo(WARNED);
        assertThat(byKey(secret, SIGNALS, body).status()).as("the same again").isEqualTo(200);
        assertThat(byKey(secret, SIGNALS, signal(run + "-a", "高村镇", "other", "2026-03-01")).status()).isEqualTo(409);
        Answer wrong = byKey(secret, SIGNALS, signal("", "没有", "nosuch", "2027-01-01"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("来源编号", "不在单位名录中", "种类", "不能晚于今天");
        assertThat(byKey(secret, SIGNALS, "{\"day\":\"某天\"}").status()).isEqualTo(400);
        Answer refused = byKey(key("只核查" + run, false), SIGNALS, body);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("没有报送预警信号的权限");
        assertThat(byKey("hc_wrong", SIGNALS, body).status()).isEqualTo(401);
        Answer another = byKey(key("另一系统" + run, true), SIGNALS + "/withdraw", "{\"reference\":\"" + run + "-a\",\"reason\":\"不是\"}");
        assertThat(another.status()).as("another's is not theirs").isEqualTo(404);
        Answer back = byKey(secret, SIGNALS + "/withdraw", "{\"reference\":\"" + run + "-a\",\"reason\":\"同名\"}");
        assertThat(json.readTree(back.text()).at("/withdrawnOn").asText()).isEqualTo("2026-03-02");
        String renewed = key("舆情监测系统" + run, true);
        assertThat(byKey(renewed, SIGNALS, body).status()).as("the source is the system, not its key").isEqualTo(200);
        assertThat(answer(get("/api/v1/warnings").header("X-API-Key", secret)).status()).as("signals and nothing else").isEqualTo(401);
        assertThat(byKey(secret, "/api/v1/credit/checks", "{\"subject\":{\"creditCode\":\"91371081MA3C0001XX\"},\"purpose\":\"permit\",\"basis\":\"依据\",\"matterNo\":\"1\"}").status()).isIn(400, 403);
    }

    @Test
    void warningsAsDataAreThoseOfThePages() throws Exception {
        String no = byMonitor();
        JsonNode list = json.readTree(answer(get("/api/v1/warnings?state=open&unit=" + WARNED).with(signedIn("supervisor1"))).text());
        assertThat(list.at("/warnings/0/caseNo").asText()).isEqualTo(no);
        assertThat(list.at("/warnings/0/due").asText()).isEqualTo("2026-03-04");
        assertThat(answer(get("/api/v1/warnings?size=500").with(signedIn("supervisor1"))).status()).isEqualTo(400);
        assertThat(json.readTree(answer(get("/api/v1/warnings/{no}", no).with(signedIn("supervisor1"))).text()).at("/rows/0/link").asText()).isEqualTo("https://monitor.example/1");
    }

    private String key(String system, boolean mayTell) {
        return keys.create(new ApiKeys.NewKey(system, UNIT, mayTell ? List.of() : List.of("permit"), null, LocalDate.of(2026, 12, 31), mayTell), "admin").secret();
    }

    private Answer byKey(String secret, String path, String body) {
        return answer(post(path).header("X-API-Key", secret).contentType(MediaType.APPLICATION_JSON).content(body));
    }

    private static String signal(String reference, String unit, String kind, String day) {
        return "{\"reference\":\"" + reference + "\",\"unit\":\"" + unit + "\",\"kind\":\"" + kind + "\",\"day\":\"" + day + "\",\"words\":\"道路承诺没有兑现\"}";
    }
}
