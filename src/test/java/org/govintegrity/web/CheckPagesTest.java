package org.govintegrity.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.check.ApiKeys;
import org.govintegrity.check.CheckSamples;
import org.govintegrity.common.table.TableSheet;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditSubjects;
import org.govintegrity.credit.RecordKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

/** Checks from the page and by another system's key. */
@ExtendWith(OutputCaptureExtension.class)
class CheckPagesTest extends PageTest {

    private static final String CHECKS = "/api/v1/credit/checks";

    @Autowired
    private ApiKeys keys;
    @Autowired
    private CreditArchive archive;
    @Autowired
    private CreditSubjects subjects;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private ObjectMapper json;
    @Autowired
    private MockMvc web;

    @Test
    void aClerkChecksFromThePageAndTheUnitReadsIt() {
        String code = CheckSamples.code();
        CheckSamples.ofEnterprise(code, BreachClass.SERIOUS, archive, subjects, transaction);
        Answer sent = send(UNIT + "1", "/credit/checks/new", fields(code, "", "subsidy"));
        assertThat(sent.status()).isEqualTo(302);
        String page = sent.location();
        assertThat(page).matches("/credit/checks/HC-2026-\\d{6}");
        assertThat(visitAs(UNIT + "2", page).text()).contains("最重等级为严重", "重点关注名单", "限制申请财政性资金项目", "因信用原因不予办理", "2026年4月1日", "提出异议");
        for (String person : List.of(UNIT + "head", "credit1", "supervisor1", "leader1", "joint1")) {
            assertThat(visitAs(person, page).status()).as(person).isEqualTo(200);
        }
        for (String person : List.of(OTHER + "head", "inspector1", "authority1")) {
            assertThat(visitAs(person, page).status()).as(person).isEqualTo(404);
        }
        assertThat(visitAs(UNIT + "1", "/credit/checks").text()).contains(page.substring("/credit/checks/".length()), "等待处理决定");
        assertThat(visitAs(UNIT + "1", "/credit/checks/new?again=" + page.substring("/credit/checks/".length())).text()).contains(code);
        assertThat(visitAs(UNIT + "1", "/cases/" + page.substring("/credit/checks/".length())).text()).contains("信用核查：财政补助");
    }

    @Test
    void ofAPersonOnlyTheAskerTheHeadAndTheCentreRead(CapturedOutput log) {
        String identity = CheckSamples.identity();
        CheckSamples.ofPerson(identity, RecordKind.DISCIPLINE, BreachClass.GENERAL, archive, subjects, transaction);
        Answer sent = send("zuzhibu1", "/credit/checks/new", fields("", identity, "recruitment"));
        assertThat(sent.status()).isEqualTo(302);
        assertThat(visitAs("zuzhibu1", sent.location()).text()).contains("决定内容", "限制任职").doesNotContain(identity);
        assertThat(visitAs("zuzhibuhead", sent.location()).status()).isEqualTo(200);
        assertThat(visitAs("credit1", sent.location()).status()).isEqualTo(200);
        for (String person : List.of("zuzhibu2", "supervisor1", "leader1", "joint1", "admin")) {
            assertThat(visitAs(person, sent.location()).status()).as(person).isEqualTo(404);
        }
        String no = sent.location().substring("/credit/checks/".length());
        assertThat(jdbc.sql("select reader from credit_reading where ref = ? order by id").param(no).query(String.class).list())
                .containsExactly("zuzhibu1", "zuzhibu1", "zuzhibuhead", "credit1");
        Answer refused = send(UNIT + "1", "/credit/checks/new", fields("", identity, "award"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("须取得本人书面授权").contains("件〔2026〕7号");
        assertThat(log.getAll()).doesNotContain(identity);
    }

    @Test
    void aSystemChecksByItsKeyAndWritesBack() {
        String secret = key(List.of("permit", "subsidy"), null);
        String code = CheckSamples.code();
        CheckSamples.ofEnterprise(code, BreachClass.GENERAL, archive, subjects, transaction);
        Answer asked = byKey(secret, CHECKS, question(code, "subsidy"));
        assertThat(asked.status()).isEqualTo(201);
        JsonNode check = tree(asked);
        assertThat(check.at("/answer/level").asText()).isEqualTo("general");
        assertThat(check.at("/answer/suggestion").asText()).isEqualTo("limit");
        assertThat(check.at("/mode").asText()).isEqualTo("api");
        assertThat(asked.location()).isEqualTo(CHECKS + "/" + check.at("/checkNo").asText());
        Answer beyond = byKey(secret, asked.location() + "/use", "{\"outcome\":\"limit\",\"measures\":[\"market-access\"]}");
        assertThat(beyond.status()).isEqualTo(422);
        assertThat(beyond.text()).contains("不允许采取");
        assertThat(byKey(secret, asked.location() + "/use", "{\"outcome\":\"limit\",\"measures\":[\"limit-fund\"]}").status()).isEqualTo(200);
        assertThat(byKey(secret, asked.location() + "/use", "{\"outcome\":\"grant\"}").status()).isEqualTo(409);
        assertThat(answer(get(asked.location()).header("X-API-Key", secret)).text()).contains("限制办理");
        assertThat(answer(get(asked.location()).header("X-API-Key", key(List.of("permit"), null))).status()).as("another key").isEqualTo(404);
        assertThat(visitAs(UNIT + "1", asked.location().substring("/api/v1".length())).status()).isEqualTo(200);
        Answer byPerson = callAs(UNIT + "1", CHECKS, question(code, "subsidy"));
        assertThat(callAs(UNIT + "1", byPerson.location() + "/use", "{\"outcome\":\"grant\",\"reason\":\"x\"}").text()).contains("待办");
    }

    @Test
    void aKeyThatIsWrongRevokedOrExpiredOpensNothing() {
        assertThat(byKey("hc_wrong", CHECKS, "{}")).satisfies(a -> {
            assertThat(a.status()).isEqualTo(401);
            assertThat(a.text()).contains("密钥").contains("不正确");
        });
        ApiKeys.Created revoked = keys.create(new ApiKeys.NewKey("系统", UNIT, List.of("permit"), null, LocalDate.of(2026, 3, 31)), "admin");
        assertThat(byKey(revoked.secret(), CHECKS, question(CheckSamples.code(), "permit")).status()).isEqualTo(201);
        keys.revoke(revoked.key().keyNo(), "泄露", "admin");
        assertThat(byKey(revoked.secret(), CHECKS, question(CheckSamples.code(), "permit")).text()).contains("已停用");
        String expiring = keys.create(new ApiKeys.NewKey("系统", UNIT, List.of("permit"), null, LocalDate.of(2026, 3, 31)), "admin").secret();
        moveClockTo(LocalDateTime.of(2026, 3, 31, 23, 59));
        assertThat(byKey(expiring, CHECKS, question(CheckSamples.code(), "permit")).status()).isEqualTo(201);
        moveClockTo(LocalDateTime.of(2026, 4, 1, 0, 0));
        assertThat(byKey(expiring, CHECKS, question(CheckSamples.code(), "permit"))).satisfies(a -> {
            assertThat(a.status()).isEqualTo(401);
            assertThat(a.text()).contains("2026年3月31日到期");
        });
    }

    @Test
    void aKeyHasItsPurposesAndPeopleOnlyOnAGround() {
        String identity = CheckSamples.identity();
        String secret = key(List.of("permit", "award"), null);
        assertThat(byKey(secret, CHECKS, question(CheckSamples.code(), "trading"))).satisfies(a -> {
            assertThat(a.status()).isEqualTo(403);
            assertThat(a.text()).contains("没有用途");
        });
        String person = "{\"subject\":{\"identityNumber\":\"" + identity + "\"},\"purpose\":\"award\",\"basis\":\"依据\",\"matterNo\":\"件1\",\"consent\":true,\"consentNo\":\"授权1号\"}";
        assertThat(byKey(secret, CHECKS, person)).satisfies(a -> {
            assertThat(a.status()).isEqualTo(403);
            assertThat(a.text()).contains("没有核查个人档案的权限").doesNotContain(identity);
        });
        Answer allowed = byKey(key(List.of("award"), "某条例第五条"), CHECKS, person);
        assertThat(allowed.status()).isEqualTo(201);
        assertThat(allowed.text()).doesNotContain(identity);
        assertThat(byKey(secret, CHECKS, person.replace("\"consentNo\":\"授权1号\"", "\"consentNo\":\"\"")).text()).contains("授权书文号");
        assertThat(byKey(secret, CHECKS, "{\"subject\":{\"identityNumber\":\"" + identity + "1\"},\"purpose\":\"award\",\"basis\":\"b\",\"matterNo\":\"m\"}").text())
                .contains("身份号码应为18位").doesNotContain(identity);
        assertThat(byKey(secret, CHECKS, question(CheckSamples.code(), "permit").replace("\"basis\"", "\"emergency\":\"急\",\"basis\"")).text())
                .contains("紧急先办");
    }

    @Test
    void tooManyCallsAreToldWhenToComeAgain() throws Exception {
        String secret = key(List.of("permit"), null);
        for (int i = 0; i < 6; i++) {
            assertThat(byKey(secret, CHECKS + "/batch", "{}").status()).as("batch %s", i).isEqualTo(400);
        }
        var response = web.perform(get(CHECKS + "/HC-2026-000001").header("X-API-Key", secret)).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");
        assertThat(response.getContentAsString(StandardCharsets.UTF_8)).contains("过于频繁").contains("每分钟最多120次");
        assertThat(byKey(key(List.of("permit"), null), CHECKS + "/batch", "{}").status()).as("another key has its own measure").isEqualTo(400);
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 0, 1));
        assertThat(answer(get(CHECKS + "/HC-2026-000001").header("X-API-Key", secret)).status()).isEqualTo(404);
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 1, 1));
        assertThat(byKey(secret, CHECKS + "/batch", "{}").status()).isEqualTo(400);
    }

    @Test
    void aThousandInOneCallAnsweredInOrder() {
        String secret = key(List.of("subsidy"), null);
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            entries.add("{\"subject\":{\"creditCode\":\"" + CheckSamples.code() + "\"},\"matterNo\":\"批" + i + "\"}");
        }
        Answer answered = byKey(secret, CHECKS + "/batch", "{\"purpose\":\"subsidy\",\"basis\":\"依据\",\"subjects\":[" + String.join(",", entries) + "]}");
        assertThat(answered.status()).isEqualTo(200);
        JsonNode checks = tree(answered).at("/checks");
        assertThat(checks).hasSize(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(checks.get(i).at("/answer/matterNo").asText()).isEqualTo("批" + i);
        }
        entries.add(entries.get(0));
        assertThat(byKey(secret, CHECKS + "/batch", "{\"purpose\":\"subsidy\",\"basis\":\"依据\",\"subjects\":[" + String.join(",", entries) + "]}")).satisfies(a -> {
            assertThat(a.status()).isEqualTo(422);
            assertThat(a.text()).contains("最多核查1000个", "1001");
        });
        assertThat(byKey(secret, CHECKS + "/batch", "{\"purpose\":\"subsidy\",\"basis\":\"依据\",\"subjects\":[" + entries.get(0) + ",{\"matterNo\":\"x\"}]}").text()).contains("第2个");
    }

    /** Each address of the table of access, asked with a key that has every right of a check: only checks open; signals know it and say that it lacks that right. */
    @Test
    void aKeyOpensChecksAndNothingElse() throws IOException {
        String secret = key(List.of("permit", "trading", "subsidy", "preference", "award", "recruitment"), "某条例");
        List<String> opened = new ArrayList<>();
        new ClassPathResource("access-matrix.txt").getContentAsString(StandardCharsets.UTF_8).lines().filter(l -> !l.isBlank() && !l.startsWith("#")).forEach(line -> {
            String[] cells = line.strip().split("\\s+");
            String path = cells[1].replaceAll("\\{id:[^}]*}}?", "1").replaceAll("\\{[^}]*}", "x");
            boolean ours = path.startsWith(CHECKS);
            int status = answer(asked(cells[0], path).header("X-API-Key", secret)).status();
            if (path.startsWith("/api/v1/warnings/signals")) {
                assertThat(status).as(path).isEqualTo(403);
            } else if (ours) {
                opened.add(path);
                assertThat(status).as(path).isNotIn(401, 403);
            } else {
                assertThat(status).as(path + ": what a stranger gets").isEqualTo(answer(asked(cells[0], path)).status());
            }
        });
        assertThat(opened).hasSizeGreaterThanOrEqualTo(4);
    }

    private static MockHttpServletRequestBuilder asked(String method, String path) {
        MockHttpServletRequestBuilder ask = request(HttpMethod.valueOf(method), path).with(csrf());
        return path.startsWith("/api") && method.equals("POST") ? ask.contentType(MediaType.APPLICATION_JSON).content("{}") : ask;
    }

    @Test
    void keysAreGivenByTheAdministratorAndShownOnce() {
        Map<String, List<String>> fields = Map.of("system", List.of("审批系统"), "unit", List.of(UNIT), "purposes", List.of("permit"), "personsBasis", List.of(""),
                "expiresOn", List.of("2026-12-31"));
        Answer created = send("admin", "/admin/api-keys", fields);
        Matcher secret = Pattern.compile("hc_[A-Za-z0-9_-]{43}").matcher(created.text());
        assertThat(secret.find()).isTrue();
        assertThat(byKey(secret.group(), CHECKS, question(CheckSamples.code(), "permit")).status()).isEqualTo(201);
        String list = visitAs("admin", "/admin/api-keys").text();
        assertThat(list).contains(secret.group().substring(0, 11), "审批系统", "发放给").doesNotContain(secret.group());
        assertThat(send("admin", "/admin/api-keys", Map.of("system", List.of("某系统"))).text()).contains("请选择使用密钥的单位", "某系统");
        assertThat(send("supervisor1", "/admin/api-keys", fields).status()).isEqualTo(403);
    }

    @Test
    void sharesAreReportedShownNamedAndExported() throws Exception {
        Answer reported = send(OTHER + "1", "/credit/matters", Map.of("month", List.of("2026-03"), "purpose", List.of("permit"), "numbers", List.of("网1\n\n网2")));
        assertThat(reported.location()).isEqualTo("/credit/checks/share?month=2026-03");
        assertThat(answer(multipart("/credit/matters/file").file(new MockMultipartFile("file", "办件.csv", null, "月份,用途,办件编号\n2026-03,评先选优,网3\n".getBytes(StandardCharsets.UTF_8)))
                .with(signedIn(OTHER + "1")).with(csrf())).status()).isEqualTo(302);
        assertThat(send(OTHER + "1", "/credit/matters", Map.of("month", List.of("2026-03"), "purpose", List.of("permit"), "numbers", List.of(""))).status()).isEqualTo(400);
        assertThat(callAs(OTHER + "1", "/api/v1/credit/matters", "{\"entries\":[{\"month\":\"2026-03\",\"purpose\":\"permit\",\"matterNo\":\"网4\"}]}").text()).contains("\"added\":1");
        callAs(OTHER + "1", CHECKS, question(CheckSamples.code(), "permit").replace("件〔2026〕7号", "网1"));
        Answer page = visitAs(OTHER + "1", "/credit/checks/share?month=2026-03");
        assertThat(page.text()).contains("33%", "0%", "网2", "网3", "网4").doesNotContain(">网1<");
        assertThat(page.text()).contains("25%，点名");
        assertThat(visitAs("credit1", "/credit/checks/share?month=2026-03").text()).contains("没有报告的单位").as("the month is not over").doesNotContain("通报这个月的情况");
        assertThat(visitAs(UNIT + "1", "/credit/checks/share?month=2026-03").text()).doesNotContain("网2");
        JsonNode share = json.readTree(callJson(OTHER + "1", "/api/v1/credit/matters/share?month=2026-03"));
        assertThat(share.path("units").get(0)).isEqualTo(json.readTree("{\"unitId\":\"jiaotongju\",\"total\":4,\"checked\":1,\"percent\":25,\"complete\":false}"));
        byte[] file = web.perform(get("/credit/checks/share.xlsx?month=2026-03").with(signedIn("credit1"))).andReturn().getResponse().getContentAsByteArray();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            assertThat(cells(book.getSheet("单位"), registry.unit(OTHER).fullName())).containsExactly(List.of("2026-03", registry.unit(OTHER).fullName(), "4", "1", "25", "点名：不足100%"));
            assertThat(cells(book.getSheet("单位"), "没有报告")).isNotEmpty();
            assertThat(cells(book.getSheet("核查比例"), registry.unit(OTHER).fullName())).containsExactly(List.of("2026-03", registry.unit(OTHER).fullName(), "评先选优", "1", "0", "0"),
                    List.of("2026-03", registry.unit(OTHER).fullName(), "行政许可", "3", "1", "33"));
            List<String> numbers = new ArrayList<>();
            book.getSheet("未核查办件").forEach(row -> numbers.add(row.getCell(3).getStringCellValue()));
            assertThat(numbers).contains("网2", "网3", "网4").doesNotContain("网1");
        }
        assertThat(visitAs("credit1", "/credit/checks/share?month=2026-13").status()).isEqualTo(400);
    }

    /** From the share to the matter, to its check, and to the one that is still to be made. */
    @Test
    void aMatterLeadsToItsCheck() throws Exception {
        String unit = "zonghezhifaju";
        byte[] file = xlsx(List.of("月份", "用途", "办件编号"), List.of(List.of("2026-03", "行政许可", "综1"), List.of("2026-03", "行政许可", "综2"), List.of("2026-03", "人事招聘", "综3")));
        assertThat(answer(multipart("/credit/matters/file").file(new MockMultipartFile("file", "办件.xlsx", null, file)).with(signedIn(unit + "1")).with(csrf())).status()).isEqualTo(302);
        callAs(unit + "1", CHECKS, question(CheckSamples.code(), "permit").replace("件〔2026〕7号", "综1"));
        String checkNo = jdbc.sql("select check_no from credit_check where matter_no = '综1'").query(String.class).single();
        String shares = visitAs(unit + "1", "/credit/checks/share?month=2026-03").text();
        assertThat(shares).contains("/credit/checks/share/matters?month=2026-03&amp;unit=" + unit + "&amp;purpose=permit", "33%，点名");
        String permits = visitAs(unit + "1", "/credit/checks/share/matters?month=2026-03&purpose=permit").text();
        assertThat(permits).contains("行政许可和核查", "href=\"/credit/checks/" + checkNo + "\"", "综2", "没有核查", "/credit/checks/new?purpose=permit&amp;matterNo=%E7%BB%BC2").doesNotContain("综3");
        assertThat(visitAs(unit + "1", "/credit/checks/share/matters?month=2026-03").text()).contains("综1", "综2", "综3");
        assertThat(visitAs(unit + "1", "/credit/checks/new?purpose=permit&matterNo=综2").text()).contains("value=\"综2\"");
        String seen = visitAs("credit1", "/credit/checks/share/matters?month=2026-03&unit=" + unit).text();
        assertThat(seen).contains("href=\"/credit/checks/" + checkNo + "\"", "没有核查").as("a unit makes its own checks").doesNotContain("补查");
        assertThat(visitAs(UNIT + "1", "/credit/checks/share/matters?month=2026-03&unit=" + unit)).satisfies(other -> {
            assertThat(other.status()).isEqualTo(403);
            assertThat(other.text()).contains("只能查看本单位的办件").doesNotContain("综2");
        });
        assertThat(visitAs(unit + "1", "/credit/checks/share/matters?month=3月").text()).contains("月份应写成 2026-03 的样子");
        assertThat(visitAs(unit + "1", "/credit/checks/share/matters?purpose=x").status()).isEqualTo(400);
    }

    @Test
    void theFileOfMattersHasATemplateAndIsRefusedInWords() throws Exception {
        byte[] template = web.perform(get("/credit/matters/template.xlsx").with(signedIn(UNIT + "1"))).andReturn().getResponse().getContentAsByteArray();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(template))) {
            assertThat(cells(book.getSheetAt(0), "月份")).containsExactly(List.of("月份", "用途", "办件编号"));
            assertThat(cells(book.getSheetAt(1), "用途")).singleElement().asString().contains("行政许可、公共资源交易");
        }
        assertThat(visitAs(UNIT + "1", "/credit/matters").text()).contains("/credit/matters/template.xlsx", ".xlsx,.csv,.json");
        Map<String, String> wrong = Map.of("a.pdf", "x", "a.csv", "编号\n1\n", "b.csv", "月份,用途,办件编号\n2026-03,买菜,1\n");
        Map<String, String> words = Map.of("a.pdf", "类型不能识别", "a.csv", "文件第一行应有这些列名", "b.csv", "请选择用途（行政许可");
        wrong.forEach((name, content) -> {
            Answer refused = answer(multipart("/credit/matters/file").file(new MockMultipartFile("file", name, null, content.getBytes(StandardCharsets.UTF_8))).with(signedIn(UNIT + "1")).with(csrf()));
            assertThat(refused.status()).as(name).isEqualTo(400);
            assertThat(refused.text()).as(name).contains(words.get(name));
        });
        assertThat(send(UNIT + "1", "/credit/matters", Map.of("month", List.of("2026-03"), "purpose", List.of("permit"), "numbers", List.of("1"), "none", List.of("true"))).text())
                .contains("请只保留一项");
    }

    /** The button is there once the month is over and until it was told; then the page says by whom. */
    @Test
    void theCircularIsSentOnceAndThePageSaysSo() {
        moveClockTo(LocalDateTime.of(2026, 12, 2, 9, 0));
        send(OTHER + "1", "/credit/matters", Map.of("month", List.of("2026-11"), "purpose", List.of("permit"), "numbers", List.of("通报1")));
        assertThat(visitAs("supervisor1", "/credit/checks/share?month=2026-11").text()).doesNotContain("通报这个月的情况");
        assertThat(visitAs("credit1", "/credit/checks/share?month=2026-11").text()).contains("通报这个月的情况", "次月10日9时自动通报（系统默认）");
        send("credit1", "/credit/checks/share/notify", Map.of("month", List.of("2026-11")));
        String no = jdbc.sql("select case_no from credit_check_circular where report_month = '2026-11'").query(String.class).single();
        assertThat(visitAs("credit1", "/credit/checks/share?month=2026-11").text()).contains("这个月的情况已通报", no, registry.displayName("credit1")).doesNotContain("通报这个月的情况</button>");
        send("credit1", "/credit/checks/share/notify", Map.of("month", List.of("2026-11")));
        assertThat(jdbc.sql("select count(*) from casefile_case where kind = 'credit-check-circular' and title like '2026-11%'").query(Integer.class).single()).isEqualTo(1);
        assertThat(visitAs(OTHER + "1", "/credit/checks/share?month=2026-11").text()).contains("0%，点名").doesNotContain(no);
    }

    private static List<List<String>> cells(XSSFSheet sheet, String holding) {
        List<List<String>> found = new ArrayList<>();
        sheet.forEach(row -> {
            List<String> texts = new ArrayList<>();
            row.forEach(cell -> texts.add(cell.getStringCellValue()));
            if (texts.contains(holding)) {
                found.add(texts);
            }
        });
        return found;
    }

    private static byte[] xlsx(List<String> headings, List<List<String>> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableSheet.xlsx(out, new TableSheet.Sheet("办件", headings, rows));
        return out.toByteArray();
    }

    private String callJson(String person, String path) {
        return answer(get(path).accept(MediaType.APPLICATION_JSON).with(signedIn(person))).text();
    }

    @Test
    void theInterfaceIsDescribed() {
        JsonNode docs = tree(answer(get("/api-docs").with(signedIn(UNIT + "1"))));
        assertThat(docs.at("/components/securitySchemes/apiKey/name").asText()).isEqualTo("X-API-Key");
        JsonNode ask = docs.at("/paths").get(CHECKS).get("post");
        assertThat(ask.at("/responses/429/headers/Retry-After/schema/type").asText()).isEqualTo("integer");
        assertThat(ask.at("/security").toString()).contains("apiKey", "basic");
        assertThat(ask.at("/responses").fieldNames()).toIterable().contains("201", "400", "401", "403", "429");
        assertThat(docs.at("/components/schemas/CheckQuestion/properties/purpose/enum")).hasSize(6);
    }

    private String key(List<String> purposes, String personsBasis) {
        return keys.create(new ApiKeys.NewKey("示例系统", UNIT, purposes, personsBasis, LocalDate.of(2026, 12, 31)), "admin").secret();
    }

    private Answer byKey(String secret, String path, String body) {
        return answer(post(path).header("X-API-Key", secret).contentType(MediaType.APPLICATION_JSON).content(body));
    }

    private static String question(String code, String purpose) {
        return "{\"subject\":{\"creditCode\":\"" + code + "\"},\"purpose\":\"" + purpose + "\",\"basis\":\"依据\",\"matterNo\":\"件〔2026〕7号\"}";
    }

    private static Map<String, List<String>> fields(String code, String identity, String purpose) {
        return Map.of("creditCode", List.of(code), "identityNumber", List.of(identity), "name", List.of("示例"), "purpose", List.of(purpose), "basis", List.of("依据"),
                "matterNo", List.of("件〔2026〕7号"), "consentNo", List.of(""), "emergency", List.of(""));
    }

    private JsonNode tree(Answer answer) {
        try {
            return json.readTree(answer.text());
        } catch (IOException e) {
            throw new AssertionError(answer.text(), e);
        }
    }
}
