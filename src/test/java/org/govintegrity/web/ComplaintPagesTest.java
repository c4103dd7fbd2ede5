package org.govintegrity.web;

import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.complaint.Category;
import org.govintegrity.complaint.Channel;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.complaint.FollowUp;
import org.govintegrity.complaint.Informer;
import org.govintegrity.complaint.Naming;
import org.govintegrity.complaint.NewComplaint;
import org.govintegrity.complaint.Receipt;
import org.govintegrity.evidence.Samples;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** Complaining and following without an account, and what the offices see of it. */
class ComplaintPagesTest extends PageTest {

    private static final String ACCUSED = "jieshi";
    private static final String HANDLER = "fagaiju";
    private static int address;

    @Autowired
    private MockMvc web;
    @Autowired
    private Complaints complaints;
    @Autowired
    private FollowUp followUp;

    @Test
    void complainedWithoutLoginOrCookieAndTheReceiptIsShownOnce() throws Exception {
        MvcResult form = web.perform(get("/public/complain")).andReturn();
        String page = form.getResponse().getContentAsString(StandardCharsets.UTF_8);
        assertThat(page).contains("失信投诉举报", "匿名", "招商引资", "威海市文登区界石镇人民政府", "JPEG、PNG、PDF").doesNotContain("onclick", "<script>", "_csrf");
        assertThat(form.getRequest().getSession(false)).as("no session, so no cookie").isNull();
        assertThat(form.getResponse().getCookies()).isEmpty();
        String ticket = find("name=\"ticket\" value=\"([0-9a-f-]{36})\"", page);
        MockHttpServletRequestBuilder sent = typed(ticket).with(from());
        MvcResult done = web.perform(sent).andReturn();
        String receipt = done.getResponse().getContentAsString(StandardCharsets.UTF_8);
        assertThat(done.getResponse().getStatus()).isEqualTo(200);
        assertThat(receipt).contains("只显示这一次", "data-print");
        assertThat(done.getResponse().getHeader(HttpHeaders.CACHE_CONTROL)).isEqualTo("no-store");
        assertThat(done.getRequest().getSession(false)).isNull();
        assertThat(done.getResponse().getCookies()).isEmpty();
        String no = find("(TS-\\d{4}-\\d{4})", receipt);
        String code = find("([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})", receipt);
        assertThat(jdbc.sql("select code_hash from complaint where case_no = ?").param(no).query(String.class).single()).hasSize(64).doesNotContain(code.replace("-", ""));
        Answer again = answer(typed(ticket).with(from()));
        assertThat(again.status()).as("the same form sent twice makes one").isEqualTo(409);
        assertThat(again.text()).contains("已经提交过").doesNotContain(code);
        Answer seen = follow(no, code, "view", "");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.text()).contains("已收到，预审中", "威海市文登区界石镇人民政府", "撤回投诉").doesNotContain("提交评价", "申请复查", "李旺投");
    }

    @Test
    void whatIsWrongIsSaidAndNothingTypedIsLost() {
        Answer wrong = answer(multipart("/public/complain").with(from()).param("naming", "named").param("category", "arrears").param("unit", "界<b>石").param("facts", "太短").param("name", "李旺投")
                .param("amount", "十万"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("没有保存", "欠款金额请填写数字", "界&lt;b&gt;石", "太短", "李旺投", "十万").doesNotContain("<b>石");
        Answer more = answer(multipart("/public/complain").with(from()).param("naming", "named").param("category", "arrears").param("unit", "").param("facts", "太短").param("name", "李旺投"));
        assertThat(more.text()).contains("“被投诉单位”没有填写", "“事实经过”至少10个字", "电话或者其他联系方式", "欠款金额", "从哪一天起逾期");
        assertThat(answer(multipart("/public/complain").with(from())).text()).contains("没有选择实名、实名并要求保密或者匿名", "没有选择投诉的类别");
        Answer anonymous = answer(multipart("/public/complain").with(from()).param("naming", "anonymous").param("category", "service").param("unit", "界石镇").param("name", "周匿名")
                .param("facts", "我是周匿名，承诺一次办好，跑了五趟"));
        String no = find("(TS-\\d{4}-\\d{4})", anonymous.text());
        assertThat(jdbc.sql("select facts from complaint where case_no = ?").param(no).query(String.class).single()).as("who stays anonymous may have signed all the same").doesNotContain("周匿名");
        assertThat(jdbc.sql("select count(*) from complaint_identity where case_no = ?").param(no).query(Integer.class).single()).isZero();
        assertThat(answer(typed(UUID.randomUUID().toString()).with(from()).header("Sec-Fetch-Site", "cross-site")).status()).isEqualTo(403);
        assertThat(answer(post("/public/complaint").with(from()).param("no", "x".repeat(5000)).param("code", "\u0000")).status()).isEqualTo(404);
    }

    @Test
    void filesThatCannotBeStrippedAreNotTaken() {
        assertThat(upload("旧.doc", new byte[]{(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2, 3}).text()).contains("不是可以上传的类型", "另存为 PDF");
        assertThat(upload("坏.jpg", new byte[]{(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0, 1}).status()).isEqualTo(422);
        assertThat(upload("坏.pdf", "%PDF-1.4 不是".getBytes(StandardCharsets.UTF_8)).text()).contains("打不开");
        assertThat(upload("空.png", new byte[0]).text()).contains("是空文件");
        assertThat(upload("大.jpg", new byte[10 * 1024 * 1024 + 1]).text()).contains("超过10 MB");
        assertThat(upload("证据.png", Samples.picture("png")).text()).contains("投诉回执");
        var many = typed(UUID.randomUUID().toString());
        for (int i = 0; i < 6; i++) {
            many.file(new MockMultipartFile("files", i + ".png", "image/png", Samples.picture("png")));
        }
        assertThat(answer(many.with(from())).text()).contains("最多5个");
    }

    @Test
    void limitsAreToldWithAClearPage() {
        RequestPostProcessor here = from();
        for (int i = 0; i < 5; i++) {
            assertThat(answer(typed(UUID.randomUUID().toString()).with(here)).status()).isEqualTo(200);
        }
        Answer sixth = answer(typed(UUID.randomUUID().toString()).with(here));
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.text()).contains("提交过于频繁", "每分钟最多提交5件");
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 2));
        assertThat(answer(typed(UUID.randomUUID().toString()).with(here)).status()).isEqualTo(200);
        MockHttpServletRequestBuilder huge = post("/public/complain").with(from()).with(request -> {
            request.setContentType("multipart/form-data");
            return request;
        }).content(new byte[52 * 1024 * 1024]);
        assertThat(answer(huge).status()).isIn(413, 422);
    }

    @Test
    void wrongCodesCloseTheirAddressForAnHourAndNeverTheNumber() {
        Receipt receipt = complained("承诺的农村饮水工程一直没有动工");
        RequestPostProcessor guesser = from();
        for (int i = 0; i < 8; i++) {
            Answer wrong = follow(guesser, receipt.caseNo(), "AAAA-BBBB-CC" + i + "C");
            assertThat(wrong.status()).isEqualTo(404);
            assertThat(wrong.text()).contains(FollowUp.WRONG);
        }
        Answer closed = follow(guesser, receipt.caseNo(), receipt.code());
        assertThat(closed.status()).as("also for the right code").isEqualTo(429);
        assertThat(closed.text()).contains("暂停查询一小时");
        for (int i = 0; i < 20; i++) {
            follow(receipt.caseNo(), "AAAA-BBBB-CCC" + (char) ('D' + i), "view", "");   // each from elsewhere
        }
        assertThat(follow(receipt.caseNo(), receipt.code(), "view", "").status()).as("the complainant, from home").isEqualTo(200);
        moveClockTo(LocalDateTime.of(2026, 3, 2, 10, 1));
        assertThat(follow(guesser, receipt.caseNo(), receipt.code()).status()).isEqualTo(200);
    }

    @Test
    void followedByCodeWithMessagesAnswerAndRating() {
        Receipt receipt = complained("承诺的农村饮水工程一直没有动工，村民等了三年");
        String no = receipt.caseNo();
        complete("userTask_precheckComplaint", no, "credit1", Map.of("decision", "accept", "handler", HANDLER));
        runJobs(no);
        assertThat(send(HANDLER + "1", "/complaints/" + no + "/messages", Map.of("text", List.of("请问是哪个村？"))).location()).isEqualTo("/cases/" + no);
        Answer seen = follow(no, receipt.code(), "view", "");
        assertThat(seen.text()).contains("请问是哪个村？", "办理人员", "已受理").doesNotContain(registry.person(HANDLER + "1").name());
        assertThat(follow(no, receipt.code(), "message", "是<i>晒字村</i>").text()).contains("留言已经送达", "是&lt;i&gt;晒字村");
        assertThat(follow(no, receipt.code(), "message", "是<i>晒字村</i>").status()).isEqualTo(409);
        assertThat(follow(no, receipt.code(), "message", " ").text()).contains("请填写内容");
        assertThat(visitAs(HANDLER + "1", "/cases/" + no).text()).contains("晒字村", "投诉人");
        complete("userTask_acceptComplaint", no, HANDLER + "1", Map.of("contact", "张科长"));
        complete("userTask_verifyComplaint", no, HANDLER + "1", Map.of("facts", "现场核实", "finding", "unfounded", "reasons", "已经列入今年计划", "answer", "今年六月动工"));
        complete("userTask_confirmFinding", no, HANDLER + "2", Map.of("decision", "agree"));
        runJobs(no);
        assertThat(follow(no, receipt.code(), "view", "").text()).contains("不属实", "今年六月动工", "提交评价", "申请复查", "2026年4月1日");
        assertThat(answer(post("/public/complaint").with(from()).param("no", no).param("code", receipt.code()).param("act", "rate").param("satisfaction", "great")).text()).contains("请选择满意");
        assertThat(answer(post("/public/complaint").with(from()).param("no", no).param("code", receipt.code()).param("act", "rate").param("satisfaction", "unsatisfied").param("again", "true")
                .param("words", "计划没有公布")).text()).contains("评价已经收到", "重新办理");
        assertThat(follow(no, receipt.code(), "withdraw", "").text()).contains("请勾选");
    }

    @Test
    void theOfficeTakesInWhatComesByTelephoneAndSeesOnlyWhatItMayRead() throws Exception {
        Map<String, List<String>> fields = new LinkedHashMap<>(Map.of("channel", List.of("phone"), "naming", List.of("confidential"), "category", List.of("service"), "unit", List.of("界石镇"),
                "facts", List.of("承诺一次办好，跑了五趟还没有办成"), "name", List.of("孙来电")));
        Answer wrong = send("credit1", "/complaints/new", fields);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("电话或者其他联系方式", "跑了五趟");
        fields.put("phone", List.of("13811112222"));
        Answer done = send("credit1", "/complaints/new", fields);
        assertThat(done.text()).contains("投诉回执", "只显示这一次");
        String no = find("(TS-\\d{4}-\\d{4})", done.text());
        assertThat(send(HANDLER + "1", "/complaints/new", fields).status()).isEqualTo(403);
        assertThat(visitAs("credit1", "/complaints").text()).contains(no, "登记电话、来信", "电话，政务服务承诺和办理时限").doesNotContain("孙来电");
        assertThat(visitAs("supervisor1", "/complaints?channel=phone&state=received&category=service&unit=" + ACCUSED).text()).contains(no);
        assertThat(visitAs("supervisor1", "/complaints?late=true").text()).doesNotContain(no);
        assertThat(visitAs("supervisor1", "/complaints?state=closed").text()).doesNotContain(no);
        assertThat(visitAs("supervisor1", "/complaints?state=nosuch").status()).isEqualTo(400);
        assertThat(visitAs(HANDLER + "1", "/complaints").text()).as("not dispatched").doesNotContain(no);
        assertThat(visitAs(ACCUSED + "1", "/complaints").text()).doesNotContain(no);
        assertThat(visitAs("leader1", "/complaints").text()).doesNotContain(no);
        moveClockTo(LocalDateTime.of(2026, 3, 4, 9, 0));
        assertThat(visitAs("supervisor1", "/complaints?late=true").text()).contains(no, "超期");
        byte[] sheet = web.perform(get("/complaints.xlsx?channel=phone").with(signedIn("credit1"))).andReturn().getResponse().getContentAsByteArray();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(sheet))) {
            assertThat(book.getSheetAt(0).getRow(0).getCell(0).getStringCellValue()).isEqualTo("案号");
            assertThat(book.getSheetAt(0).getRow(1).getCell(0).getStringCellValue()).isEqualTo(no);
        }
    }

    @Test
    void theHotlinesFileComesBackToWhoHandedItIn() {
        String run = String.valueOf(System.nanoTime());
        String csv = "工单编号,被投诉单位,类别,投诉内容,姓名,电话\n" + run + ",界石镇,其他承诺,答应修的路三年没有动工,,\n" + run + ",界石镇,其他承诺,答应修的路三年没有动工,钱回行,138\n";
        Answer sent = answer(multipart("/complaints/files").file(new MockMultipartFile("file", "热线.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8))).with(signedIn("credit1")).with(csrf()));
        assertThat(sent.location()).matches("/complaints/batches/RX-2026-\\d{4}");
        assertThat(visitAs("credit1", sent.location()).text()).contains("1件", "1行", "与本文件第2行重复").doesNotContain("钱回行");
        assertThat(answer(get(sent.location() + "/returned.xlsx").with(signedIn("credit1"))).status()).isEqualTo(200);
        assertThat(visitAs("credit2", sent.location()).status()).as("a colleague did not hand it in").isEqualTo(404);
        assertThat(visitAs(HANDLER + "1", sent.location()).status()).isEqualTo(403);
        Answer none = answer(multipart("/complaints/files").with(signedIn("credit1")).with(csrf()));
        assertThat(none.location()).isEqualTo("/complaints");
    }

    @Test
    void asDataWithTheSameRights() {
        String json = "{\"channel\":\"letter\",\"naming\":\"anonymous\",\"category\":\"ppp\",\"unit\":\"界石镇\",\"facts\":\"污水处理项目付费承诺两年没有履行\"}";
        Answer made = callAs("credit1", "/api/v1/complaints", json);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text()).contains("\"code\":\"");
        String no = find("(TS-\\d{4}-\\d{4})", made.text());
        assertThat(callAs(HANDLER + "1", "/api/v1/complaints", json).status()).isEqualTo(403);
        assertThat(callAs("credit1", "/api/v1/complaints", json.replace("ppp", "")).status()).isEqualTo(400);
        assertThat(callAs("credit1", "/api/v1/complaints", json.replace("letter", "portal")).status()).isEqualTo(400);
        assertThat(answer(get("/api/v1/complaints/" + no).with(signedIn("supervisor1"))).text()).contains("\"unit\":\"jieshi\"", "\"state\":\"received\"", "污水处理").doesNotContain("code");
        assertThat(answer(get("/api/v1/complaints/" + no).with(signedIn(ACCUSED + "1"))).status()).isEqualTo(404);
        assertThat(answer(get("/api/v1/complaints?category=ppp").with(signedIn("credit1"))).text()).contains(no);
        assertThat(answer(get("/api/v1/complaints?size=201").with(signedIn("credit1"))).text()).contains("size 应在1到200之间");
        assertThat(answer(get("/api-docs").with(signedIn("credit1"))).text()).contains("/api/v1/complaints", "投诉人身份不通过接口提供");
    }

    private Receipt complained(String facts) {
        return complaints.register(new NewComplaint(Channel.PORTAL, Naming.ANONYMOUS, Category.GOVINVEST, ACCUSED, facts, null, null, new Informer(null, null, null, null), List.of(), null, null, true));
    }

    private static org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder typed(String ticket) {
        var form = multipart("/public/complain");
        form.param("ticket", ticket).param("naming", "named").param("category", "service").param("unit", "界石镇").param("facts", "承诺一次办好，跑了五趟还没有办成").param("name", "李旺投").param("phone", "13800001111");
        return form;
    }

    private Answer upload(String name, byte[] content) {
        var form = typed(UUID.randomUUID().toString());
        form.file(new MockMultipartFile("files", name, "application/octet-stream", content));
        return answer(form.with(from()));
    }

    private Answer follow(RequestPostProcessor from, String no, String code) {
        return answer(post("/public/complaint").with(from).param("no", no).param("code", code).param("act", "view"));
    }

    private Answer follow(String no, String code, String act, String words) {
        return answer(post("/public/complaint").with(from()).param("no", no).param("code", code).param("act", act).param("words", words));
    }

    /** An address of its own each time, so that one test's limits do not close another's. */
    private static synchronized RequestPostProcessor from() {
        address++;
        String mine = "10.77." + address / 250 + "." + address % 250;
        return request -> {
            request.setRemoteAddr(mine);
            return request;
        };
    }

    private static String find(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern + " in " + text).isTrue();
        return found.group(1);
    }
}
