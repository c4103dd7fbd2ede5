package org.govintegrity.scenario;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.LocalDateTime;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The head goes away and names a clerk, who does the head's task in Tasklist; a supervisor gives a task to another clerk. */
class AbsenceStoryBrowserTest extends BrowserTest {

    @AfterEach
    void everybodyIsBack() {
        jdbc.sql("delete from absence_task").update();
        jdbc.sql("delete from absence").update();
    }

    @Test
    void theHeadNamesASubstituteWhoDoesTheTaskInTasklist() {
        String part = inspectedToConclusion();
        conclude(part, "none", "none", true, null);
        Person head = person(UNIT + "head");
        head.openTask(task("userTask_applyReview", part).getId(), "申请复核");
        head.claim();

        head.open("/");
        head.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("缺席代办")).click();
        head.page().getByLabel("谁缺席").selectOption(UNIT + "head");
        head.page().getByLabel("由谁代办").selectOption(UNIT + "1");
        head.page().getByLabel("第一天").fill("2026-03-02");
        head.page().getByLabel("最后一天").fill("2026-03-06");
        head.page().getByLabel("原因").fill("外出培训");
        head.wholePage("absence-01-name");
        button(head, "指定").click();
        assertThat(head.page().getByRole(AriaRole.STATUS)).containsText("已指定初立静（区财政局）代姜建轩（区财政局）办理");

        Person clerk = person(UNIT + "1");
        clerk.open("/");
        Locator inStead = clerk.page().locator("section[aria-labelledby^=standin]");
        assertThat(inStead).containsText("申请复核");
        clerk.wholePage("absence-02-substitute-home");
        clerk.tasklist();
        clerk.filter("检查组和代办");
        assertThat(clerk.listed("申请复核")).hasCount(1);
        clerk.open("/");
        inStead.getByRole(AriaRole.BUTTON).click();
        clerk.formIsThere("申请复核");
        assertThat(clerk.page().locator(".meta .unclaim")).isVisible();
        clerk.choose("意见", "不申请");
        clerk.screenshot("absence-03-substitute-tasklist");
        clerk.submit();

        head.open("/cases/" + part);
        assertThat(head.page().locator(".timeline")).containsText("（代姜建轩（区财政局）办理）");
        head.open("/absences");
        head.page().setViewportSize(390, 844);
        head.page().locator("table summary").click();
        head.wholePage("absence-04-list-phone");
        head.page().setViewportSize(1280, 900);
        head.page().onceDialog(dialog -> dialog.accept());
        button(head, "结束代办").click();
        assertThat(head.page().locator("main#main")).containsText("提前结束");
        clerk.open("/");
        assertThat(inStead).hasCount(0);
    }

    @Test
    void aSupervisorGivesATaskToAnotherClerk() {
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 0));
        String part = dispatched("承诺兑现检查", UNIT);
        String taskId = task("userTask_submitSelfCheck", part).getId();
        Person first = person(UNIT + "1");
        first.openTask(taskId, "提交自查报告");
        first.claim();
        Person supervisor = person("supervisor1");
        supervisor.open("/tasks/" + taskId);
        supervisor.page().getByLabel("改派给谁").selectOption(UNIT + "2");
        supervisor.page().locator("#assign-reason").fill("经办人长期外出，请尽快办理");
        supervisor.wholePage("absence-05-reassign");
        button(supervisor, "改派").click();
        assertThat(supervisor.page().locator("section[aria-labelledby=reassigned]")).containsText("经办人长期外出");
        Person second = person(UNIT + "2");
        second.open("/");
        assertThat(second.page().locator("section[aria-labelledby=mine]")).containsText("提交自查报告");
        assertThat(second.page().locator("section[aria-labelledby=unread]")).containsText("任务改派通知");
        second.wholePage("absence-06-new-assignee");
        second.tasklist();
        second.filter("我的待办");
        assertThat(second.listed("提交自查报告")).hasCount(1);
        assertThat(tasks.createTaskQuery().taskId(taskId).singleResult().getAssignee()).isEqualTo(UNIT + "2");
    }

    private static Locator button(Person person, String name) {
        return person.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
