package org.govintegrity.scenario;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.govintegrity.board.WeeklyReportFiles;
import org.govintegrity.board.WeeklyReports;
import org.govintegrity.escalation.LadderService;
import org.govintegrity.registry.PlanClause;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import javax.imageio.ImageIO;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** The supervisor follows a red cell down to the task and urges it, at a desk and on a phone; the wall and the rest to look at. */
class BoardBrowserTest extends BrowserTest {

    private static final String UNIT = "jiaotongju";
    private static final String TASK = "提交自查报告";
    private static final int DESK = 1400;
    private static final int PHONE = 390;
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 20);
    private static final Set<String> SERIOUS = Set.of("serious", "critical");

    @Autowired private LadderService ladder;
    @Autowired private WeeklyReports reports;
    @Autowired private WeeklyReportFiles files;
    @Autowired private JdbcTemplate batch;

    @AfterEach
    void clear() {
        jdbc.sql("delete from escalation_step where case_no like 'BB-%'").update();
        jdbc.sql("delete from casefile_task where case_no like 'BB-%'").update();
        jdbc.sql("delete from casefile_case where case_no like 'BB-%'").update();
        jdbc.sql("delete from board_report").update();
    }

    @Test
    void theSupervisorFollowsARedCellDownToTheTaskAndUrgesIt() {
        String part = dispatched("承诺兑现检查", UNIT);   // due on 16 March
        aYearOfWork();
        moveClockTo(TODAY.atTime(9, 0));
        ladder.sweep();
        String no = transaction.execute(s -> reports.write()).orElseThrow();
        picture(no);
        Person supervisor = person("supervisor1");
        Page page = supervisor.page();
        List<String> found = new ArrayList<>();

        page.setViewportSize(DESK, 1000);
        supervisor.open("/");
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("主导航")).getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("看板")).click();
        assertThat(page.locator("[data-trend][data-drawn]")).isVisible();
        org.assertj.core.api.Assertions.assertThat(page.locator(".site-head").boundingBox().height).as("the menu is one line").isLessThan(90);
        looks(supervisor, "board-01-desk", DESK, found);
        Locator cell = page.locator(".duty-table td.late a[aria-label^='" + registry.unit(UNIT).shortName() + "，三.5：超期1项']");
        assertThat(cell).containsText("超");
        cell.click();
        urge(supervisor, part, DESK, found);

        page.setViewportSize(PHONE, 844);
        moveClockTo(TODAY.plusDays(3).atTime(9, 0));
        supervisor.open("/board");
        assertThat(page.locator(".duty-frame")).isHidden();
        Locator unit = page.locator(".duty-list details").filter(new Locator.FilterOptions().setHas(page.getByText(registry.unit(UNIT).shortName(), new Page.GetByTextOptions().setExact(true))));
        unit.locator("summary").click();
        looks(supervisor, "board-03-phone", PHONE, found);
        unit.getByRole(AriaRole.LINK).filter(new Locator.FilterOptions().setHasText("三.5")).click();
        urge(supervisor, part, PHONE, found);

        page.setViewportSize(DESK, 1000);
        supervisor.open("/board/list?set=open&unit=" + UNIT);
        page.getByLabel("全选本页").check();
        assertThat(page.locator("[data-picked]")).containsText("已勾选");
        page.locator("input[name=task]:checked").nth(0).uncheck();
        page.getByLabel("全选本页").uncheck();
        page.getByLabel(part + " " + TASK).check();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("改派勾选的")).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("改派1项任务"))).isVisible();
        looks(supervisor, "board-05-assign", DESK, found);
        page.getByLabel("改派给谁").selectOption(UNIT + "2");
        page.getByLabel("理由").fill("经办人外出");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("改派").setExact(true)).click();
        assertThat(page.locator(".alert-info")).containsText("完成1项");

        supervisor.open("/board/reports/" + no);
        looks(supervisor, "board-06-report", DESK, found);
        page.setViewportSize(1920, 1080);
        supervisor.open("/board?view=wall");
        looks(supervisor, "board-07-wall", 1920, found);
        supervisor.screenshot("board-07-wall-screen");

        Person head = person(UNIT + "head");
        head.page().setViewportSize(PHONE, 844);
        head.open("/board");
        looks(head, "board-08-head-phone", PHONE, found);
        head.page().setViewportSize(DESK, 1000);
        head.open("/board");
        looks(head, "board-09-head-desk", DESK, found);
        org.assertj.core.api.Assertions.assertThat(found).isEmpty();
    }

    /** The first page of the PDF, to look at; not where there is no font to embed. */
    private void picture(String no) {
        if (files.pdfProblem() != null) {
            return;
        }
        try (PDDocument document = Loader.loadPDF(files.pdf(reports.get(no)))) {
            Files.createDirectories(Path.of("target", "screenshots"));
            ImageIO.write(new PDFRenderer(document).renderImageWithDPI(0, 90), "png", Path.of("target", "screenshots", "board-10-report-pdf.png").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the list of the cell: the task itself and back, then the box, the button and what it says. */
    private void urge(Person supervisor, String part, int width, List<String> found) {
        Page page = supervisor.page();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).containsText("超期未办结");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).containsText("共1项");
        Locator row = page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(part));
        assertThat(row).containsText("红牌");
        row.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(TASK)).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).hasText(TASK);
        page.goBack();
        row.getByRole(AriaRole.CHECKBOX).focus();
        page.keyboard().press("Space");
        looks(supervisor, width == DESK ? "board-02-list" : "board-04-list-phone", width, found);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("催办勾选的")).focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".alert-info")).containsText("催办：完成1项");
        assertThat(row).containsText("今天已催办");
        row.getByRole(AriaRole.CHECKBOX).check();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("催办勾选的")).click();
        assertThat(page.locator(".alert-info")).containsText("每天催办一次");
    }

    /** A picture, nothing serious for those who read with other means, and nothing beyond the screen. */
    private void looks(Person person, String name, int width, List<String> found) {
        Page page = person.page();
        person.wholePage(name);
        for (Rule rule : new AxeBuilder(page).withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")).analyze().getViolations()) {
            if (SERIOUS.contains(rule.getImpact()) && !rule.getId().equals("meta-refresh")) {   // what renews itself is the wall only
                found.add(name + ": " + rule.getId() + " " + rule.getNodes().stream().limit(3).map(node -> node.getHtml()).toList());
            }
        }
        if (((Number) page.evaluate("document.documentElement.scrollWidth")).intValue() > width) {
            found.add(name + " is wider than " + width);
        }
    }

    /** What a district has after a year, the same each time. */
    private void aYearOfWork() {
        Random random = new Random(7);
        List<Unit> units = registry.unitsOn(TODAY).stream().filter(unit -> !unit.id().equals(UNIT)).toList();
        List<String> clauses = registry.clauses().stream().map(PlanClause::id).toList();
        List<String> processes = List.of("unit-inspection", "rectification", "credit-filing", "proposal-handling", "unit-evaluation");
        List<String> names = List.of("提交自查报告", "提交整改报告", "报送信用信息", "答复建议提案", "提交自评");
        List<Object[]> files = new ArrayList<>();
        List<Object[]> tasks = new ArrayList<>();
        List<Object[]> steps = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            String caseNo = "BB-2026-" + String.format("%04d", i);
            Unit unit = units.get((int) (Math.pow(random.nextDouble(), 1.5) * units.size()));
            String clause = clauses.get(random.nextInt(clauses.size()));
            int kind = random.nextInt(processes.size());
            LocalDate opened = TODAY.minusDays(1 + random.nextInt(380));
            LocalDate due = opened.plusDays(14 + random.nextInt(20));
            LocalDateTime closed = opened.plusDays(4 + random.nextInt(28)).atTime(15, 0);
            closed = closed.isAfter(TODAY.atTime(8, 0)) || due.isAfter(TODAY.minusDays(20)) && random.nextInt(5) == 0 ? null : closed;
            files.add(new Object[]{caseNo, i % 120 == 0 ? "complaint" : processes.get(kind), "第" + i + "件", unit.id(), clause, opened, "system", opened.atTime(9, 0), i % 120 == 0 ? null : closed});
            tasks.add(new Object[]{"bb" + i, caseNo, processes.get(kind), "userTask_x", names.get(kind), i % 9 == 0 ? Registry.headGroup(unit.id()) : unit.id(), "inspection.self-check", opened, opened,
                    due, "自" + opened + "起算", false, 0, opened.atTime(9, 0), closed, closed == null ? null : unit.id() + "1", closed == null ? null : "completed", "REMINDER", null, true, clause});
            if (due.isBefore(TODAY) && (closed == null || closed.toLocalDate().isAfter(due))) {
                for (String step : List.of("REMINDER", "YELLOW", "RED", "INTERVIEW").subList(0, 2 + i % 3)) {
                    steps.add(new Object[]{"bb" + i, step, caseNo, names.get(kind), unit.id(), unit.id(), due, due.plusDays(1).atTime(1, 0)});
                }
            }
        }
        batch.batchUpdate("insert into casefile_case (case_no, kind, title, unit_id, clauses, opened_on, opened_by, opened_at, closed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", files);
        batch.batchUpdate("""
                insert into casefile_task (task_id, case_no, process_key, task_key, task_name, owner_group, rule_id, as_of, start_on, due_on, explanation, provisional, extended_by,
                    opened_at, closed_at, closed_by, closed_how, next_step, next_step_at, duty, clauses) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", tasks);
        batch.batchUpdate("insert into escalation_step (task_id, step, case_no, task_name, owner_group, unit_id, due_on, taken_at) values (?, ?, ?, ?, ?, ?, ?, ?)", steps);
    }
}
