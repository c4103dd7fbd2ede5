package org.govintegrity.web;

import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.govintegrity.absence.Absences;
import org.govintegrity.casefile.CaseEvent;
import org.govintegrity.casefile.OpenWarnings;
import org.govintegrity.casefile.OpenWarnings.OpenWarning;
import org.govintegrity.escalation.LadderService;
import org.govintegrity.inspection.InspectionLauncher;
import org.govintegrity.registry.Unit;
import org.govintegrity.scenario.StatementCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** The board and its lists as pages: who sees what, what is done from there. */
class BoardPagesTest extends PageTest {

    private static final String LATE = "/board/list?set=late&clause=三.5&unit=";

    @Autowired private MockMvc mvc;
    @Autowired private ApplicationContext context;
    @Autowired private LadderService ladder;
    @Autowired private InspectionLauncher launcher;
    @Autowired private Absences absences;
    @Autowired private StatementCounter statements;
    private String first;
    private String second;

    @BeforeEach
    void twoUnitsAreLate() {
        String caseNo = approved(UNIT, OTHER);
        first = task("userTask_submitSelfCheck", caseNo + "-01").getId();
        second = task("userTask_submitSelfCheck", caseNo + "-02").getId();
        moveClockTo(LocalDateTime.of(2026, 3, 20, 9, 0));   // due on 16 March
        ladder.sweep();
    }

    @AfterEach
    void nobodyIsAway() {
        jdbc.sql("delete from absence_task").update();
        jdbc.sql("delete from absence").update();
        jdbc.sql("delete from casefile_case where case_no like 'BP-%'").update();
    }

    private String caseOf(String taskId) {
        return book.get(taskId).caseNo();
    }

    @Test
    void everyFigureLeadsToAListWithAsManyRows() throws Exception {
        for (String kind : List.of("complaint", "breach-finding")) {
            jdbc.sql("insert into casefile_case (case_no, kind, title, unit_id, clauses, opened_on, opened_by, opened_at) values (?, ?, '窗口服务', ?, '三.2', date '2026-03-18', 'x', timestamp '2026-03-18 09:00:00')")
                    .params("BP-" + kind, kind, UNIT).update();
        }
        String page = visitAs("supervisor1", "/board").text();
        assertThat(visitAs("supervisor1", "/board/list?set=complaints-15").text()).contains("BP-complaint", "窗口服务", "2天", "立案日期");
        assertThat(page).contains("全区看板", "超期未办结", "按期办结率", "应办结", "近十二个月", "办理中的投诉", "以来的变化");
        Matcher cells = Pattern.compile("<td class=\"duty (late|near|running|done)\"><a href=\"([^\"]+)\"[^>]*aria-label=\"([^\"]+)\"[^>]*><span class=\"sign\">(.)</span><span>(\\d+)</span>").matcher(page);
        int found = 0;
        while (cells.find()) {
            found++;
            assertThat(listed(cells.group(2).replace("&amp;", "&"))).as(cells.group(3)).isEqualTo(Integer.parseInt(cells.group(5)));
        }
        assertThat(found).as("cells with tasks").isGreaterThanOrEqualTo(4);
        Matcher tiles = Pattern.compile("<a class=\"tile[^\"]*\" href=\"([^\"]+)\"><span[^>]*>([^<]+)</span><b>(\\d+)</b></a>").matcher(page);
        int tiled = 0;
        while (tiles.find()) {
            tiled++;
            assertThat(listed(tiles.group(1).replace("&amp;", "&"))).as(tiles.group(2)).isEqualTo(Integer.parseInt(tiles.group(3)));
        }
        assertThat(tiled).as("tiles with a number").isGreaterThanOrEqualTo(12);
        Matcher changes = Pattern.compile("<a href=\"([^\"]+)\"><b>(\\d+)</b>").matcher(page);
        while (changes.find()) {
            assertThat(listed(changes.group(1).replace("&amp;", "&"))).isEqualTo(Integer.parseInt(changes.group(2)));
        }
    }

    /** As the page says, as its rows are, and as the spreadsheet has them. */
    private int listed(String address) throws Exception {
        String page = visitAs("supervisor1", java.net.URI.create(address).toString().isEmpty() ? "" : decoded(address)).text();
        Matcher total = Pattern.compile("role=\"status\">共(\\d+)").matcher(page);
        assertThat(total.find()).as(address).isTrue();
        int rows = Pattern.compile("<td data-label=\"(任务|名称|预警)\"").matcher(page).results().toList().size();
        int said = Integer.parseInt(total.group(1));
        assertThat(rows).isEqualTo(Math.min(50, said));
        assertThat(sheet("supervisor1", decoded(address).replace("/board/list?", "/board/list.xlsx?"))).isEqualTo(said);
        return said;
    }

    private static String decoded(String address) {
        return java.net.URLDecoder.decode(address, java.nio.charset.StandardCharsets.UTF_8);
    }

    private int sheet(String person, String address) throws Exception {
        byte[] file = mvc.perform(get(address).with(signedIn(person))).andReturn().getResponse().getContentAsByteArray();
        try (Workbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            Sheet sheet = book.getSheetAt(0);
            return sheet.getLastRowNum();
        }
    }

    @Test
    void aHeadSeesTheOwnUnitOnlyHoweverTheAddressIsChanged() {
        String page = visitAs(UNIT + "head", "/board").text();
        assertThat(page).contains("本单位看板", "区财政局").doesNotContain("区交通运输局", "name=\"unit\"", "看板周报");
        assertThat(visitAs(UNIT + "head", "/board?unit=" + OTHER).status()).isEqualTo(403);
        assertThat(visitAs(UNIT + "head", LATE + OTHER).status()).isEqualTo(403);
        assertThat(visitAs(UNIT + "head", "/board/list.xlsx?set=late&unit=" + OTHER).status()).isEqualTo(403);
        assertThat(visitAs(UNIT + "head", "/board/list?set=late").text()).contains(caseOf(first)).doesNotContain(caseOf(second));
        assertThat(visitAs(UNIT + "head", "/board?view=wall").text()).contains("区财政局").doesNotContain("区交通运输局");
        send(UNIT + "head", "/board/urge", Map.of("set", List.of("late"), "task", List.of(second)));
        assertThat(jdbc.sql("select count(*) from escalation_urge where task_id = ?").param(second).query(Integer.class).single()).isZero();
        for (String nobody : List.of(UNIT + "1", "inspector1", "credit1", "authority1")) {
            assertThat(visitAs(nobody, "/board").status()).as(nobody).isEqualTo(403);
            assertThat(visitAs(nobody, "/").text()).doesNotContain("href=\"/board\"");
        }
        assertThat(visitAs("leader1", LATE + UNIT).text()).contains(caseOf(first)).doesNotContain("催办勾选的", "改派勾选的");
        assertThat(send("leader1", "/board/urge", Map.of("set", List.of("late"), "task", List.of(first))).status()).isEqualTo(403);
        assertThat(send("joint1", "/board/assign", Map.of("set", List.of("late"), "task", List.of(first))).status()).isEqualTo(403);
    }

    @Test
    void badFiltersSayWhatToDo() {
        for (String bad : List.of("?from=gestern", "?from=2026-05-01&to=2026-04-01", "?unit=nosuch", "?clause=九.9", "?process=DROP TABLE", "?since=2027-01-01", "?from=1900-01-01")) {
            Answer answer = visitAs("supervisor1", "/board" + bad);
            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.text()).containsAnyOf("请", "格式如");
        }
        assertThat(visitAs("supervisor1", "/board/list?set=nosuch").status()).isEqualTo(400);
        assertThat(visitAs("supervisor1", "/board/list?set=late&page=99999&sort=nosuch&desc=x").status()).isEqualTo(200);
    }

    @Test
    void oneOrManyAreUrgedOnceADayWithATrace() {
        String claimed = LATE + UNIT;
        assertThat(visitAs("supervisor1", claimed).text()).contains("催办勾选的", "改派勾选的", "指定代办", "/absences?unit=" + UNIT, "红牌", "4天").doesNotContain("今天已催办");
        Answer answer = send("supervisor1", "/board/urge", Map.of("set", List.of("late"), "clause", List.of("三.5"), "sort", List.of("unit"), "task", List.of(first, second, "no-such-task")));
        assertThat(answer.status()).isEqualTo(302);
        assertThat(decoded(answer.location())).contains("/board/list?", "set=late", "clause=三.5", "sort=unit");
        for (String task : List.of(first, second)) {
            assertThat(cases.timeline(caseOf(task))).filteredOn(event -> event.type().equals("urged")).singleElement().satisfies(event -> {
                assertThat(event.text()).contains("催办“提交自查报告”", "2026年3月16日", registry.displayName("supervisor1"));
            });
            assertThat(jdbc.sql("select count(*) from notice where template = 'escalation-urge' and case_no = ?").param(caseOf(task)).query(Integer.class).single())
                    .as("the unit and its head").isEqualTo(2);
        }
        assertThat(visitAs(UNIT + "1", "/notices").text()).contains("催办通知（" + caseOf(first) + "）");
        assertThat(visitAs("supervisor1", LATE + UNIT).text()).contains("今天已催办");
        BoardActions.Outcome again = outcome("joint1", "/board/urge", Map.of("set", List.of("late"), "task", List.of(first, "no-such-task")));
        assertThat(again.done()).isZero();
        assertThat(again.left()).extracting(BoardActions.Left::why).satisfiesExactly(why -> assertThat(why).contains("今天已经由", "明天再催"), why -> assertThat(why).contains("没有找到这项任务"));
        moveClockTo(LocalDateTime.of(2026, 3, 23, 9, 0));
        assertThat(outcome("joint1", "/board/urge", Map.of("set", List.of("late"), "task", List.of(first))).done()).as("the next day").isEqualTo(1);
        complete("userTask_submitSelfCheck", caseOf(first), UNIT + "1", Map.of("problemsFound", "no", "report", "未发现问题"));
        assertThat(outcome(UNIT + "head", "/board/urge", Map.of("set", List.of("late"), "task", List.of(first))).left()).singleElement().satisfies(left -> assertThat(left.why()).contains("已经办结"));
        assertThat(problem("supervisor1", "/board/urge", Map.of("set", List.of("late")))).contains("请先在清单里勾选");
    }

    @Test
    void manyAreGivenToSomebodyElseAtOnce() {
        String third = task("userTask_submitSelfCheck", approvedAgain()).getId();
        Answer ask = send("supervisor1", "/board/assign", Map.of("set", List.of("late"), "unit", List.of(UNIT), "task", List.of(first, third)));
        assertThat(ask.status()).isEqualTo(200);
        assertThat(ask.text()).contains("改派2项任务", "周宏娟（区财政局）", "name=\"task\" value=\"" + first).doesNotContain("区交通运输局），");
        Answer unsaid = send("supervisor1", "/board/assign", Map.of("set", List.of("late"), "task", List.of(first, third), "person", List.of(UNIT + "2"), "reason", List.of(" ")));
        assertThat(unsaid.status()).isEqualTo(400);
        assertThat(unsaid.text()).contains("请写明改派理由", "selected=\"selected\">周宏娟");
        assertThat(send("supervisor1", "/board/assign", Map.of("set", List.of("late"), "task", List.of(first, second))).text()).contains("没有一个人可以办理全部这些任务");
        BoardActions.Outcome outcome = outcome(UNIT + "head", "/board/assign", Map.of("set", List.of("late"), "task", List.of(first, third, second), "person", List.of(UNIT + "2"), "reason", List.of("经办人外出")));
        assertThat(outcome.done()).isEqualTo(2);
        assertThat(outcome.left()).singleElement().satisfies(left -> assertThat(left.why()).contains("没有找到这项任务"));
        assertThat(tasks.createTaskQuery().taskId(first).singleResult().getAssignee()).isEqualTo(UNIT + "2");
        assertThat(tasks.createTaskQuery().taskId(third).singleResult().getAssignee()).isEqualTo(UNIT + "2");
        assertThat(cases.timeline(caseOf(first))).filteredOn(event -> event.type().equals("reassigned")).extracting(CaseEvent::text).singleElement().asString().contains("经办人外出");
        assertThat(visitAs("supervisor1", LATE + UNIT).text()).contains("周宏娟（区财政局）", "/absences?unit=" + UNIT + "&amp;person=" + UNIT + "2");
        assertThat(visitAs("supervisor1", "/absences?unit=" + UNIT + "&person=" + UNIT + "2").text()).contains("value=\"" + UNIT + "2\" selected=\"selected\"");
    }

    private String approvedAgain() {
        moveClockTo(LocalDateTime.of(2026, 3, 2, 10, 0));
        String caseNo = as("supervisor1", () -> launcher.launch(Map.of("kind", "special", "title", "兑现补贴专项检查", "authority", "文政办字〔2026〕13号",
                "approver", "区长", "clauses", "三.7", "periodFrom", "2026-03-02", "periodTo", "2026-06-30")));
        complete("userTask_planInspection", caseNo, "supervisor1", Map.of("unitSelection", "manual", "units", List.of(UNIT), "teamSelection", "manual",
                "team", List.of("inspector1", "inspector2"), "items", List.of(Map.of("method", "documents", "text", "台账"))));
        complete("userTask_approvePlan", caseNo, "leader1", Map.of("decision", "approve"));
        runJobs(caseNo);
        runJobs(caseNo + "-01");
        moveClockTo(LocalDateTime.of(2026, 3, 20, 9, 0));
        return caseNo + "-01";
    }

    /** Whoever gives warnings is found when the page is asked for. */
    @Test
    void warningsHaveASectionAListAndASheet() throws Exception {
        OpenWarnings given = () -> List.of(new OpenWarning("YJ-2026-9001", UNIT, "承诺将到期", "橙色", LocalDate.of(2026, 3, 18), LocalDate.of(2026, 3, 25)),
                new OpenWarning("YJ-2026-9002", OTHER, "连续差评", "红色", LocalDate.of(2026, 1, 5), null));
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getAutowireCapableBeanFactory();
        beans.registerSingleton("warningsOfTheTest", given);
        try {
            assertThat(visitAs("supervisor1", "/board").text()).contains("未消除的预警", "YJ-2026-9001", "区财政局：承诺将到期（橙色）", "href=\"/warnings\"", "新预警");
            assertThat(visitAs("supervisor1", "/board/list?set=warnings").text()).contains("YJ-2026-9001", "YJ-2026-9002", "连续差评（红色）", "2026年3月25日");
            assertThat(visitAs("supervisor1", "/board/list?set=new-warnings&unit=" + UNIT).text()).contains("YJ-2026-9001").doesNotContain("YJ-2026-9002");
            assertThat(sheet("supervisor1", "/board/list.xlsx?set=warnings&unit=" + OTHER)).isPositive();
            assertThat(visitAs(UNIT + "head", "/board").text()).contains("YJ-2026-9001").doesNotContain("YJ-2026-9002");
        } finally {
            beans.destroySingleton("warningsOfTheTest");
        }
    }

    @Test
    void theWallIsLargeAndRenewsItself() {
        assertThat(visitAs("supervisor1", "/board?view=wall&clause=三.5").text()).contains("http-equiv=\"refresh\" content=\"180\"", "超期和临期的单位", "区财政局", "区交通运输局");
    }

    @Test
    void statementsDoNotGrowWithUnitsOrTasks() {
        List<String> units = registry.unitsOn(clock.instant().atZone(java.time.ZoneOffset.UTC).toLocalDate()).stream().map(Unit::id).toList();
        int board = statements.of(() -> visitAs("supervisor1", "/board"));
        int list = statements.of(() -> visitAs("supervisor1", "/board/list?set=late&to=2026-12-31"));
        for (int i = 0; i < 400; i++) {
            jdbc.sql("""
                            insert into casefile_task (task_id, case_no, process_key, task_key, task_name, owner_group, rule_id, as_of, start_on, due_on, explanation, provisional, extended_by,
                                opened_at, next_step, duty, clauses) values (?, ?, 'unit-inspection', 'x', '提交', ?, 'x', date '2026-01-05', date '2026-01-05', date '2026-02-02', '算法', false, 0,
                                timestamp '2026-01-05 09:00:00', 'REMINDER', true, '三.5')""").params("bp" + i, "BP-" + i, units.get(i % units.size())).update();
        }
        try {
            assertThat(statements.of(() -> visitAs("supervisor1", "/board"))).as("the board, before %d", board).isLessThanOrEqualTo(board);
            int more = statements.of(() -> visitAs("supervisor1", "/board/list?set=late&to=2026-12-31"));
            assertThat(more).as("a full page of the list, before %d", list).isLessThanOrEqualTo(list + 1);
        } finally {
            jdbc.sql("delete from casefile_task where case_no like 'BP-%'").update();
        }
    }

    private BoardActions.Outcome outcome(String person, String path, Map<String, List<String>> fields) {
        return (BoardActions.Outcome) flash(person, path, fields).get("outcome");
    }

    private String problem(String person, String path, Map<String, List<String>> fields) {
        return (String) flash(person, path, fields).get("problem");
    }

    private Map<String, Object> flash(String person, String path, Map<String, List<String>> fields) {
        try {
            var request = org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post(path).with(signedIn(person))
                    .with(org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf());
            fields.forEach((name, values) -> request.param(name, values.toArray(String[]::new)));
            Map<String, Object> flash = new java.util.HashMap<>();
            mvc.perform(request).andReturn().getFlashMap().forEach(flash::put);
            return flash;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
