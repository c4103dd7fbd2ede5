package org.govintegrity.scenario;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.task.Task;
import org.govintegrity.common.Refusal;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What Tasklist looks and behaves like with our settings and scripts. */
class TasklistBrowserTest extends BrowserTest {

    private static final String UNIT = "jiaotongju";
    /** How a translation's key looks, for instance CREATION_DATE. */
    private static final Pattern RAW_KEY = Pattern.compile("[A-Z]{3,}_[A-Z_]+");

    @Test
    void theFiltersAreThereAndEverythingIsChinese() {
        Person clerk = person(UNIT + "1");
        List<Route> words = new ArrayList<>();
        clerk.page().route("**/locales/zh.json*", words::add);
        clerk.open("/camunda/app/tasklist/default/");
        clerk.page().waitForCondition(() -> !words.isEmpty());
        // the words are on their way, slowly; what is asked for meanwhile must not leave keys behind
        clerk.page().waitForLoadState(LoadState.LOAD);
        assertThat(clerk.filters()).hasCount(0);
        words.forEach(Route::resume);
        assertThat(clerk.filters()).containsText(new String[]{"我的待办", "本单位待办", "检查组和代办", "三日内到期", "已超期", "全部"});
        assertThat(clerk.page().locator("body").innerText()).doesNotContainPattern(RAW_KEY).contains("创建时间").doesNotContain("Created", "Tasks");
        assertThat(clerk.page().getByText("新建任务")).isHidden();
        clerk.screenshot("tasklist-01-filters");
    }

    @Test
    void signingOutOfTasklistEndsTheSessionEverywhere() {
        Person clerk = person(UNIT + "1");
        clerk.tasklist();
        clerk.page().locator("li.account > a").click();
        clerk.page().getByText("退出登录").click();
        clerk.page().waitForURL(Pattern.compile("^[^#]*/login"));   // not Tasklist's own #/login, which only forwards
        clerk.open("/");
        assertThat(clerk.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("登录").setExact(true)).first()).isVisible();
        clerk.open("/cases");
        assertThat(clerk.page()).hasURL(Pattern.compile("/login"));
    }

    @Test
    void completingATaskTwiceSaysWhoWasFaster() {
        String part = dispatched("两次提交", UNIT);
        Task task = task("userTask_submitSelfCheck", part);
        Person clerk = person(UNIT + "1");
        open(clerk, task);
        clerk.claim();
        selfCheck(clerk);
        Page first = clerk.newTab();
        open(clerk, task);
        selfCheck(clerk);
        Page second = clerk.page();
        clerk.useTab(first);
        clerk.submit();
        clerk.useTab(second);
        clerk.submitInVain("您本次填写的内容没有提交");
        assertThat(second.locator(".page-notifications")).containsText(registry.person(UNIT + "1").name());
        assertThat(clerk.field("自查报告", 0)).hasValue("没有发现问题，台账齐全。");
        clerk.screenshot("tasklist-02-twice");
    }

    @Test
    void formsSpeakChineseAndCanBeSubmittedAfterAMistake() {
        String part = dispatched("表单的词语", UNIT);
        complete("userTask_submitSelfCheck", part, UNIT + "1", Map.of("problemsFound", "no", "report", "无"));
        Task item = openTasks("userTask_checkItem", part).get(0);
        as("inspector1", () -> forms.submitTaskForm(item.getId(), Map.of("problem", "no", "findings", "正常")));
        runJobs(part);
        complete("userTask_writeFactSheet", part, "inspector2", Map.of("facts", "事实"));
        complete("userTask_signFactSheet", part, UNIT + "head", Map.of("answer", "sign"));

        Person inspector = person("inspector1");
        take(inspector, "userTask_draftConclusion", part);
        Locator form = inspector.form();
        assertThat(form.locator(".fjs-repeat-render-add")).containsText("增加一项");
        inspector.addRow();
        Locator clause = inspector.field("所涉条款", 0);
        assertThat(clause).hasAttribute("placeholder", "点选，或输入文字查找");
        clause.click();
        clause.pressSequentially("没有这样的条款");
        assertThat(form.locator(".fjs-dropdownlist-empty")).containsText("没有找到");
        clause.fill("");
        clause.press("Tab");
        inspector.field("问题描述", 0).focus();
        inspector.field("问题描述", 0).press("Tab");
        assertThat(form.locator(".fjs-form-field-error")).containsText(new String[]{"这一项必须填写。"});
        assertThat(inspector.field("整改期限", 0)).hasAttribute("placeholder", "年/月/日");
        inspector.field("整改期限", 0).click();
        assertThat(form.locator(".flatpickr-weekday").first()).hasText("一");
        assertThat(form.locator(".flatpickr-monthDropdown-months option").first()).hasText("1月");
        inspector.screenshot("tasklist-03-form-words");
        inspector.field("整改期限", 0).press("Escape");
        assertThat(form.locator(".fjs-repeat-row-remove")).hasAttribute("aria-label", "删去第1项");
        assertThat(form.innerText()).doesNotContainPattern("[A-Za-z]{4,}");

        // the row is taken out again: Tasklist must not hold its mistakes against the form
        form.locator(".fjs-repeat-row-remove").click();
        inspector.fill("检查结论", "没有发现问题。");
        inspector.choose("经济社会损失", "无");
        inspector.choose("社会影响", "无");
        inspector.submit();
    }

    /** form-js alone forgets what was typed less than 300 ms before another field changes. */
    @Test
    void whatIsTypedStaysWhenAnotherFieldChangesAtOnce() {
        String part = dispatched("输入", "minzhengju");
        Person clerk = person("minzhengju1");
        take(clerk, "userTask_submitSelfCheck", part);
        Locator choice = clerk.form().getByLabel("没有发现问题", new Locator.GetByLabelOptions().setExact(true));
        clerk.field("自查报告", 0).evaluate("""
                (area, choice) => {
                    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(area, '台账齐全');
                    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
                    choice.click();
                }""", choice.elementHandle());
        assertThat(choice).isChecked();
        assertThat(clerk.field("自查报告", 0)).hasValue("台账齐全");
    }

    @Test
    void aDueDateCannotBeChangedByHand() {
        String part = dispatched("期限", UNIT);
        Person clerk = person(UNIT + "1");
        Task task = task("userTask_submitSelfCheck", part);
        open(clerk, task);
        clerk.claim();
        assertThat(clerk.page().locator(".meta .due-date")).isVisible();
        assertThat(clerk.page().locator(".meta .reset-due-date")).isHidden();
        Date due = task("userTask_submitSelfCheck", part).getDueDate();
        assertThatThrownBy(() -> as(clerk.id(), () -> {
            Task changed = tasks.createTaskQuery().taskId(task.getId()).singleResult();
            changed.setDueDate(null);
            tasks.saveTask(changed);
        })).isInstanceOfAny(AuthorizationException.class, Refusal.class);
        assertThat(task("userTask_submitSelfCheck", part).getDueDate()).isEqualTo(due);
    }

    private static void selfCheck(Person clerk) {
        clerk.choose("自查有没有发现问题", "没有发现问题");
        clerk.fill("自查报告", "没有发现问题，台账齐全。");
    }
}
