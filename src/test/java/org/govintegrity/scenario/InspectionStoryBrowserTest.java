package org.govintegrity.scenario;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** An inspection from its launch to its end as people go through it, in a real browser. */
class InspectionStoryBrowserTest extends BrowserTest {

    private static final String UNIT = "caizhengju";
    private static final String TITLE = "2026年服务承诺兑现情况专项检查";

    @Test
    void anInspectionRunsFromLaunchToClosing() {
        Person supervisor = person("supervisor1");
        String caseNo = launch(supervisor);
        String part = caseNo + "-01";

        plan(supervisor);
        approve(person("leader1"), caseNo);
        runJobs(caseNo);
        runJobs(part);

        Person clerk = person(UNIT + "1");
        receiveNotice(clerk);
        selfCheck(clerk, part);

        checkItems(person("inspector1"), part);
        complete("userTask_writeFactSheet", part, "inspector2", Map.of("facts", "12项承诺中3项没有按期兑现。"));
        complete("userTask_signFactSheet", part, UNIT + "head", Map.of("answer", "sign"));
        draft(person("inspector2"), part);
        complete("userTask_reviewConclusion", part, "supervisor2", Map.of("decision", "serve"));
        runJobs(part);

        String rectification = cases.children(part).get(0).caseNo();
        runJobs(rectification);
        planRectification(clerk, rectification);
        moveClockTo(LocalDateTime.of(2026, 3, 20, 10, 0));
        reportRectification(clerk, rectification);
        verify(person("inspector3"), rectification);
        runJobs(rectification);
        complete("userTask_applyReview", part, UNIT + "head", Map.of("answer", "waive"));
        runJobs(part);
        assertThat(ended(part)).isTrue();

        complete("userTask_writeReport", caseNo, "supervisor1", Map.of("report", "检查1个单位，发现1个问题，已经整改到位。"));
        complete("userTask_signReport", caseNo, "leader1", Map.of("decision", "sign"));
        supervisor.open("/cases/" + caseNo);
        assertThat(supervisor.page().locator("dl.facts")).containsText("已结案");
        assertThat(supervisor.page().locator(".timeline")).containsText("结案");
        supervisor.wholePage("inspection-09-closed");
        supervisor.open("/cases/" + rectification);
        assertThat(supervisor.page().locator("#mending + table")).containsText("已销号");
        supervisor.wholePage("inspection-10-rectification-case");
    }

    private String launch(Person supervisor) {
        Page page = supervisor.page();
        supervisor.open("/");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("发起检查")).first().click();
        page.getByLabel("专项检查", new Page.GetByLabelOptions().setExact(true)).check();
        page.getByLabel("检查名称").fill(TITLE);
        page.getByLabel("授权文件").fill("文政办字〔2026〕12号");
        page.getByLabel("批准人").fill("区长");
        page.getByLabel("检查开始日期").fill("2026-03-03");
        page.getByLabel("检查结束日期").fill("2026-06-30");
        page.getByLabel("三.5").check();
        supervisor.wholePage("inspection-01-launch");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("发起检查")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("已发起");
        return page.locator("dl.facts dd.no").first().innerText();
    }

    private void plan(Person supervisor) {
        supervisor.goToTask("制定检查方案");
        supervisor.claim();
        assertThat(supervisor.form()).containsText("办理期限");

        // what is missing is said in Chinese beside the field
        supervisor.pressSubmit();
        assertThat(supervisor.form().locator(".fjs-form-field-error").first()).hasText("这一项必须填写。");
        assertThat(supervisor.page().locator(".page-notifications")).containsText("没有提交");
        supervisor.screenshot("inspection-02-plan-missing");

        supervisor.choose("受检单位怎样确定", "指定");
        supervisor.select("受检单位", "文登区财政局");
        supervisor.choose("检查组怎样确定", "指定");
        supervisor.select("检查人员", registry.person("inspector1").name());
        supervisor.select("检查方式", "查阅资料");
        supervisor.fill("检查什么", "2025年公开承诺事项台账和兑现凭证");
        supervisor.addRow();
        supervisor.select("检查方式", 1, "暗访");
        supervisor.fill("检查什么", 1, "政务服务窗口");

        // a team of one: the service refuses, and what was typed is still there
        supervisor.submitInVain("检查组至少2人");
        assertThat(supervisor.field("检查什么", 1)).hasValue("政务服务窗口");
        supervisor.screenshot("inspection-02-plan-refused");
        supervisor.select("检查人员", registry.person("inspector2").name());
        supervisor.submit();
    }

    private void approve(Person leader, String caseNo) {
        take(leader, "userTask_approvePlan", caseNo);
        assertThat(leader.form()).containsText("政务服务窗口");
        leader.choose("审批意见", "同意，下达检查");
        leader.screenshot("inspection-03-approve");
        leader.submit();
    }

    private void receiveNotice(Person clerk) {
        Page page = clerk.page();
        clerk.open("/");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("未签收的通知"))).isVisible();
        clerk.wholePage("inspection-04-unit-home");
        page.locator("section[aria-labelledby=unread] li a").first().click();
        assertThat(page.locator("dl.facts")).containsText(registry.person(clerk.id()).name());
        assertThat(page.locator("nav .count")).hasCount(0);
        clerk.wholePage("inspection-04-notice");
        clerk.open("/");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("未签收的通知"))).hasCount(0);
    }

    private void selfCheck(Person clerk, String part) {
        Task task = task("userTask_submitSelfCheck", part);
        clerk.goToTask(task.getName());
        clerk.claim();
        assertThat(clerk.form()).containsText("办理期限：请在2026年3月16日前办理");
        assertThat(clerk.form()).containsText("依据：");
        clerk.choose("自查有没有发现问题", "发现了问题");
        clerk.fill("自查报告", "三项承诺没有按期兑现。<b>𠮷</b>😀");
        clerk.screenshot("inspection-05-self-check");
        clerk.submit();
    }

    private void checkItems(Person inspector, String part) {
        List<Task> items = openTasks("userTask_checkItem", part);
        assertThat(items).hasSize(2);
        open(inspector, items.get(0));
        inspector.claim();
        assertThat(inspector.form()).containsText("三项承诺没有按期兑现。<b>𠮷</b>😀");
        inspector.choose("是否发现问题", "发现问题");
        inspector.fill("检查记录", "查阅台账12项，3项没有兑现凭证。");
        inspector.screenshot("inspection-06-item");
        inspector.submit();
        as("inspector2", () -> forms.submitTaskForm(items.get(1).getId(), Map.of("problem", "no", "findings", "窗口服务正常。")));
        runJobs(part);
    }

    private void draft(Person inspector, String part) {
        take(inspector, "userTask_draftConclusion", part);
        inspector.fill("检查结论", "三项承诺没有按期兑现，应当整改。");
        inspector.addRow();
        inspector.select("所涉条款", "三.5");
        inspector.fill("问题描述", "三项公开承诺没有按期兑现");
        inspector.fillDate("整改期限", 0, "2026/3/27");
        inspector.choose("经济社会损失", "较小");
        inspector.choose("社会影响", "局部");
        inspector.screenshot("inspection-07-draft");
        inspector.submit();
    }

    private void planRectification(Person clerk, String rectification) {
        take(clerk, "userTask_submitPlan", rectification);
        rowsAreFilledIn(clerk);
        clerk.fill("责任人", "李四（副局长）");
        clerk.fill("整改措施", "逐项兑现，补齐凭证");
        clerk.fillDate("完成日期", 0, "2026/3/25");
        clerk.screenshot("inspection-08-rectification-plan");
        clerk.submit();
    }

    private void reportRectification(Person clerk, String rectification) {
        complete("userTask_submitReport", rectification, UNIT + "1", Map.of("rows", List.of(Map.of("no", 1, "result", "三项承诺都已兑现，凭证附后"))));
        clerk.open("/cases/" + rectification);
    }

    private void verify(Person inspector, String rectification) {
        take(inspector, "userTask_verifyRectification", rectification);
        rowsAreFilledIn(inspector);
        assertThat(inspector.form()).containsText("三项承诺都已兑现");
        inspector.choose("核查意见", "通过，销号");
        inspector.screenshot("inspection-08-verify");
        inspector.submit();
    }

    /** Nobody has to copy number and problem from the list above. */
    private static void rowsAreFilledIn(Person person) {
        assertThat(person.field("第几项", 0)).hasValue("1");
        assertThat(person.field("问题", 0)).hasValue(Pattern.compile("三项公开承诺没有按期兑现"));
    }
}
