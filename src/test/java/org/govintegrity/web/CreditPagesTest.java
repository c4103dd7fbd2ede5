package org.govintegrity.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.CreditArchive;
import org.govintegrity.credit.CreditRecord;
import org.govintegrity.credit.CreditSamples;
import org.govintegrity.credit.Standing;
import org.govintegrity.credit.StandingChange;
import org.govintegrity.credit.SubjectKind;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** Who sees which file, what for, and what each page says about it. */
class CreditPagesTest extends PageTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 2);
    private static final String PLACE = "xuanchuanbu";
    private static final String PERSON = "xuanchuanbu1";
    private static final String FILE = "/credit/subjects/person/" + PERSON;

    @Autowired
    private CreditArchive archive;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private MockMvc files;
    @Autowired
    private PageWords words;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void anothersFileAsksWhatForOnceAndThePersonSeesWhoLooked() {
        CreditRecord record = record(SubjectKind.PERSON, PERSON, PLACE, BreachClass.GENERAL, MARCH);
        MockHttpSession session = new MockHttpSession();
        Answer form = visit("credit1", FILE, session);
        assertThat(form.status()).isEqualTo(200);
        assertThat(form.text()).contains("查看他人的档案须写明用途", "人事任用、评先评优").doesNotContain(record.recordNo());
        assertThat(visit("credit1", FILE + "/picture", session).status()).isEqualTo(400);
        assertThat(purpose("credit1", session, "其他", "").location()).isEqualTo(FILE);
        assertThat(visit("credit1", FILE, session).text()).doesNotContain(record.recordNo());
        assertThat(purpose("credit1", session, "人事任用、评先评优", "2026年干部考核").location()).isEqualTo(FILE);
        assertThat(visit("credit1", FILE, session).text()).contains(record.recordNo(), "您看到，是因为您是信用中心", "时任时任科长", "不公示");
        assertThat(visit("credit1", FILE + "/picture", session).text()).contains(record.recordNo());
        assertThat(visit("credit1", "/credit/subjects/person/xuanchuanbu2", session).text()).as("one purpose, one file").contains("用途").doesNotContain("谁查看过");
        assertThat(visit("credit1", FILE, new MockHttpSession()).text()).as("one purpose, one session").doesNotContain(record.recordNo());

        String own = visitAs(PERSON, FILE).text();
        assertThat(own).contains(record.recordNo(), "这是您本人的档案", "谁查看过", registry.displayName("credit1"), "人事任用、评先评优：2026年干部考核");
        assertThat(visitAs(PERSON, "/credit/people/" + PERSON).text()).contains(record.recordNo());
        MockHttpSession head = new MockHttpSession();
        purpose(PLACE + "head", head, "办理案件", "");
        assertThat(visit(PLACE + "head", FILE, head).text()).contains(record.recordNo(), "您是其所在单位的负责人").doesNotContain("谁查看过");
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 31));
        assertThat(visit("credit1", FILE, session).text()).as("half an hour later").doesNotContain(record.recordNo());
    }

    @Test
    void whoMayNotKnowHearsTheSameWhetherThereAreRecordsOrNot() {
        record(SubjectKind.PERSON, PERSON, PLACE, BreachClass.SERIOUS, MARCH);
        for (String person : List.of(PLACE + "2", UNIT + "head", "joint1", "authority1", "admin", "inspector1")) {
            Answer real = visitAs(person, FILE);
            Answer none = visitAs(person, "/credit/subjects/person/nobody");
            assertThat(real.status()).as(person).isEqualTo(404);
            assertThat(withoutChance(real, PERSON)).isEqualTo(withoutChance(none, "nobody"));
            assertThat(purpose(person, new MockHttpSession(), "办理案件", "").status()).isEqualTo(404);
            assertThat(visitAs(person, "/credit?subject=person&q=" + registry.person(PERSON).name()).text()).contains("没有您有权查看的");
        }
        for (String person : List.of(PLACE + "2", "joint1", PLACE + "head", "supervisor1")) {
            String page = visitAs(person, "/credit/subjects/unit/" + PLACE).text();
            assertThat(page).contains("人员的个人记录不在本页").doesNotContain(registry.person(PERSON).name(), "条个人记录");
        }
        assertThat(visitAs("supervisor1", "/credit?q=" + registry.person(PERSON).name()).text()).contains(FILE).doesNotContain("行政处罚决定书");
        assertThat(visitAs("supervisor1", "/credit?subject=person&q=x&kind=penalty").text()).contains("个人记录不列入清单");
        assertThat(visitAs("supervisor1", "/credit.xlsx?subject=person&q=x").status()).isEqualTo(422);
    }

    @Test
    void theApiWantsThePurposeInTheRequestAndLogsIt() throws Exception {
        CreditRecord record = record(SubjectKind.PERSON, PERSON, PLACE, BreachClass.GENERAL, MARCH);
        Answer without = call("leader1", "/api/v1/credit/people/" + PERSON);
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.text()).contains("purpose");
        assertThat(call("leader1", "/api/v1/credit/people/" + PERSON + "?purpose=审批责任建议&ref=WZ-2026-0001").text()).contains(record.recordNo());
        JsonNode own = json.readTree(call(PERSON, "/api/v1/credit/subjects/person/" + PERSON).text());
        assertThat(own.path("readings").get(0).path("purpose").asText()).isEqualTo("审批责任建议");
        assertThat(own.path("readings").get(0).path("ref").asText()).isEqualTo("WZ-2026-0001");
        assertThat(own.path("readings").get(0).path("reader").asText()).isEqualTo("leader1");
        assertThat(call("joint1", "/api/v1/credit/people/" + PERSON + "?purpose=x").status()).isEqualTo(404);
        assertThat(call("leader1", "/api/v1/credit/subjects/person/" + PERSON + "?purpose=" + "长".repeat(201)).status()).isEqualTo(400);
        assertThat(call("credit1", "/api/v1/credit/subjects/cat/" + PERSON).status()).isEqualTo(404);
    }

    @Test
    void aFileShowsTheStandingOfAnyPastDay() throws Exception {
        String unit = "zuzhibu";
        CreditRecord record = record(SubjectKind.UNIT, unit, unit, BreachClass.SERIOUS, LocalDate.of(2026, 2, 2));
        event(record, Standing.OBJECTED, LocalDate.of(2026, 2, 10));
        event(record, Standing.WITHDRAWN, LocalDate.of(2026, 2, 20));
        assertThat(rating(unit, "")).isEqualTo("trusted");
        assertThat(rating(unit, "2026-02-19")).isEqualTo("serious");
        assertThat(rating(unit, "2026-02-01")).isEqualTo("trusted");
        String then = visitAs(unit + "1", "/credit/subjects/unit/" + unit + "?asOf=2026-02-15").text();
        assertThat(then).contains("截至2026年2月15日", "严重失信", "异议处理中", "系统默认，可配置", "您是本单位人员");
        assertThat(visitAs(unit + "1", "/credit/subjects/unit/" + unit + "?asOf=2026-02-01").text()).contains("另有1条记录的文书晚于所查日期").doesNotContain(record.recordNo());
        assertThat(visitAs(unit + "1", "/units/" + unit).text()).contains("信用状况", "守信", "/credit/subjects/unit/" + unit, "等待本单位办理", "承担的方案任务", "案件", record.recordNo());
        for (String bad : List.of("2026-13-01", "soon", "2026-03-03")) {
            assertThat(visitAs("credit1", "/credit/subjects/unit/" + unit + "?asOf=" + bad).status()).as(bad).isEqualTo(400);
            assertThat(call("credit1", "/api/v1/credit/subjects/unit/" + unit + "?asOf=" + bad).status()).as(bad).isEqualTo(400);
            assertThat(call("credit1", "/api/v1/credit/lists?asOf=" + bad).status()).as(bad).isEqualTo(400);
        }
        assertThat(visitAs("credit1", "/credit/subjects/unit/" + unit + "?asOf=2015-01-01").status()).isEqualTo(422);
        assertThat(visitAs(UNIT + "1", "/credit/subjects/unit/" + unit).status()).isEqualTo(403);
        JsonNode picture = json.readTree(call(unit + "1", "/credit/subjects/unit/" + unit + "/picture").text()).path("rows").get(0);
        assertThat(picture.path("marks")).extracting(mark -> mark.path("kind").asText()).containsExactly("objection", "change");
        assertThat(picture.path("until").asText()).isEqualTo("2031-02-02");
    }

    @Test
    void whatIsTakenOverSaysFromWhom() {
        CreditRecord record = record(SubjectKind.UNIT, "bianban", "bianban", BreachClass.GENERAL, LocalDate.of(2026, 1, 5));
        assertThat(visitAs("weibianban1", "/credit/subjects/unit/weibianban").text()).contains(record.recordNo(), "原区编办，由区委编办承接");
        assertThat(visitAs("weibianban1", "/credit?q=" + record.recordNo()).text()).contains("行政处罚决定书");
        assertThat(visitAs("credit1", "/credit/subjects/unit/bianban").text()).contains(record.recordNo(), "承接单位").doesNotContain("由区委编办承接</span>");
    }

    @Test
    void theClosedArchiveIsForTheCreditCentreAndAPurpose() {
        String unit = "tongjiju";
        CreditRecord record = record(SubjectKind.UNIT, unit, unit, BreachClass.GENERAL, LocalDate.of(2020, 1, 6));
        String path = "/credit/subjects/unit/" + unit;
        assertThat(visitAs(unit + "1", path).text()).doesNotContain(record.recordNo(), "条）").contains("归入封闭档案");
        assertThat(visitAs(unit + "1", path + "?asOf=2021-01-01").text()).as("nor as of then").doesNotContain(record.recordNo()).contains("<b>守信</b>");
        assertThat(visitAs("supervisor1", path + "?closed=true").status()).isEqualTo(403);
        assertThat(visitAs(unit + "1", "/units/" + unit).text()).doesNotContain(record.recordNo());
        assertThat(visitAs("credit1", path).text()).contains("查看封闭档案（1条）").doesNotContain(record.recordNo());
        MockHttpSession session = new MockHttpSession();
        assertThat(visit("credit1", path + "?closed=true", session).text()).contains("查看封闭档案").doesNotContain(record.recordNo());
        answer(post(path + "/purpose").param("closed", "true").param("purpose", "档案管理和核对").session(session).with(signedIn("credit1")).with(csrf()));
        assertThat(visit("credit1", path + "?closed=true", session).text()).contains(record.recordNo(), "查看封闭档案，档案管理和核对");
        assertThat(call("credit1", "/api/v1" + path + "?closed=true").status()).isEqualTo(400);
        assertThat(call("credit1", "/api/v1" + path + "?closed=true&purpose=核对").text()).contains(record.recordNo());
    }

    @Test
    void searchSheetAndApiFindTheSame() throws Exception {
        CreditRecord mine = record(SubjectKind.UNIT, "xinfangju", "xinfangju", BreachClass.GENERAL, MARCH);
        CreditRecord other = record(SubjectKind.UNIT, "shenjiju", "shenjiju", BreachClass.GENERAL, MARCH);
        assertThat(visitAs("joint1", "/credit?document=" + mine.documentNo()).text()).contains(mine.recordNo(), "共1条").doesNotContain(other.recordNo());
        assertThat(visitAs("xinfangju1", "/credit?level=general").text()).contains(mine.recordNo(), "您看到的是本单位").doesNotContain(other.recordNo());
        assertThat(visitAs("xinfangju1", "/credit?q=审计局").text()).doesNotContain("/credit/subjects/unit/shenjiju");
        JsonNode found = json.readTree(call("xinfangju1", "/api/v1/credit/subjects?q=信访局").text());
        assertThat(found.path("subjects").get(0).path("id").asText()).isEqualTo("xinfangju");
        assertThat(found.path("records")).extracting(record -> record.path("recordNo").asText()).contains(mine.recordNo()).doesNotContain(other.recordNo());
        for (String bad : List.of("kind=x", "level=x", "standing=x", "unit=x", "source=x", "clause=x", "from=x", "from=2026-03-02&to=2026-03-01", "subject=x")) {
            assertThat(call("credit1", "/api/v1/credit/subjects?" + bad).status()).as(bad).isEqualTo(400);
            assertThat(visitAs("credit1", "/credit?" + bad).status()).as(bad).isEqualTo(400);
        }
        byte[] content = files.perform(get("/credit.xlsx?document=" + mine.documentNo()).with(signedIn("credit1"))).andReturn().getResponse().getContentAsByteArray();
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(content))) {
            XSSFSheet sheet = book.getSheetAt(0);
            assertThat(sheet.getPhysicalNumberOfRows()).isEqualTo(2);
            List<String> cells = new ArrayList<>();
            sheet.getRow(1).forEach(cell -> cells.add(cell.getStringCellValue()));
            assertThat(cells).containsExactly(mine.recordNo(), "单位", mine.subjectName(), "行政处罚", "一般", words.clause("三.5"), "行政处罚决定书", mine.documentNo(), "2026年3月2日",
                    "=罚款三万元", "生效", "2026年6月2日", "2029年3月2日", "2031年3月2日", words.unit("xinyongzhongxin"), words.time(mine.recordedAt()), "SX-2026-9999");
            assertThat(sheet.getRow(1).getCell(9).getCellType()).isEqualTo(CellType.STRING);
        }
    }

    @Test
    void listsAreForCentralOfficesAndHoldNoPerson() throws Exception {
        CreditRecord unit = record(SubjectKind.UNIT, "minzhengju", "minzhengju", BreachClass.SERIOUS, MARCH);
        CreditRecord person = record(SubjectKind.PERSON, "minzhengju1", "minzhengju", BreachClass.SERIOUS, MARCH);
        String page = visitAs("joint1", "/credit/lists").text();
        assertThat(page).contains(unit.recordNo(), "红名单", "国办发〔2020〕49号", "系统默认，可配置").doesNotContain(person.recordNo(), registry.person("minzhengju1").name());
        JsonNode lists = json.readTree(call("joint1", "/api/v1/credit/lists").text());
        assertThat(lists.path("redUnits")).filteredOn(one -> one.path("until").isNull()).extracting(one -> one.path("subjectId").asText()).isNotEmpty().doesNotContain("minzhengju");
        assertThat(visitAs("minzhengju1", "/credit/lists").text()).contains("逢办必查");
    }

    /** Entry, exit and reason of both lists, on the day itself and as of days before. */
    @Test
    void bothListsShowEntryExitAndReasonAlsoForPastDays() {
        String unit = "laoganbuju";
        CreditRecord record = record(SubjectKind.UNIT, unit, unit, BreachClass.SERIOUS, LocalDate.of(2024, 6, 3));
        event(record, Standing.REPAIRED, LocalDate.of(2025, 2, 10));
        assertThat(row("black", unit, "2024-06-02")).as("not yet").isEmpty();
        assertThat(row("black", unit, "2024-06-03")).contains("在列", "2024年6月3日", "认定为严重", record.recordNo(), "2025年2月10日", "已修复");
        assertThat(row("black", unit, "2025-02-10")).contains("已退出", "2024年6月3日", "认定为严重", "2025年2月10日", "已修复");
        assertThat(row("red", unit, "2024-06-02")).contains("在列", "建立档案以来", "没有计入评价的记录", "2024年6月3日", "新增记录" + record.recordNo());
        assertThat(row("red", unit, "2024-06-03")).contains("已退出", "建立档案以来", "2024年6月3日", "新增记录" + record.recordNo());
        assertThat(row("red", unit, "2026-02-09")).as("twelve months are not over").contains("已退出");
        assertThat(row("red", unit, "2026-02-10")).contains("在列", "2026年2月10日", "记录" + record.recordNo() + "已修复后连续12个月没有计入评价的记录");
        assertThat(visitAs("credit1", "/credit/lists?asOf=2024-06-03").text()).containsPattern("红名单：单位 <span class=\"number\">在列\\d+个，已退出[1-9]\\d*个").contains("已经退出的列在后面");
        assertThat(visitAs("credit1", "/credit/lists").text()).contains("列入只看一项", "表彰奖励、考核等次和承诺兑现情况没有归集到本系统");
    }

    /** The words in a unit's row of a list. */
    private String row(String list, String unit, String asOf) {
        String page = visitAs("credit1", "/credit/lists?asOf=" + asOf).text();
        String section = page.substring(page.indexOf("<section aria-labelledby=\"" + list + "\">")).split("</section>", 2)[0];
        return List.of(section.split("<tr>")).stream().filter(row -> row.contains("/credit/subjects/unit/" + unit + "?")).findFirst().orElse("")
                .replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ");
    }

    @Test
    void theLibraryOfThePictureIsServedToWhoIsSignedIn() {
        String page = visitAs("credit1", "/credit/subjects/unit/" + recorded()).text();
        String script = page.replaceAll("(?s).*src=\"(/_static/[^\"]+)\".*", "$1");
        assertThat(visitAs("credit1", script).status()).isEqualTo(200);
        assertThat(visit(script).status()).isEqualTo(302);
    }

    private String recorded() {
        record(SubjectKind.UNIT, "jiaotiju", "jiaotiju", BreachClass.MINOR, MARCH);
        return "jiaotiju";
    }

    private String rating(String unit, String asOf) throws Exception {
        return json.readTree(call("credit1", "/api/v1/credit/subjects/unit/" + unit + "?asOf=" + asOf).text()).path("rating").path("level").asText();
    }

    private CreditRecord record(SubjectKind kind, String id, String unitId, BreachClass breachClass, LocalDate day) {
        String key = "p" + NUMBER.incrementAndGet() + "-" + System.nanoTime();
        String name = kind == SubjectKind.UNIT ? registry.unit(id).fullName() : registry.person(id).name();
        return transaction.execute(s -> archive.record(CreditSamples.about(key, kind, id, unitId, breachClass, day), name, "credit1"));
    }

    private void event(CreditRecord record, Standing standing, LocalDate day) {
        transaction.executeWithoutResult(s -> archive.event(new StandingChange(record.recordNo(), standing.code + record.recordNo(), standing, day, standing.code, standing.label), "credit1"));
    }

    private Answer call(String person, String path) {
        return answer(get(path).with(signedIn(person)));
    }

    private Answer visit(String person, String path, MockHttpSession session) {
        return answer(get(path).session(session).with(signedIn(person)));
    }

    private Answer purpose(String person, MockHttpSession session, String purpose, String detail) {
        MockHttpServletRequestBuilder request = post(FILE + "/purpose").session(session).param("purpose", purpose).param("detail", detail).with(signedIn(person)).with(csrf());
        return answer(request);
    }

    private static String withoutChance(Answer page, String id) {
        return page.text().replace(id, "ID").replaceAll("E-[0-9A-F]{8}", "").replaceAll("value=\"[^\"]+\"", "");
    }
}
