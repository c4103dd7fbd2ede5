package org.govintegrity.scenario;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** What a person does on our pages and in Tasklist, in the words of the screen. */
class Person {

    private static final String PASSWORD = "Wendeng-2018";

    private final String id;
    private final String address;
    private final List<String> errors = new ArrayList<>();
    private Page page;

    Person(String id, String address, BrowserContext context) {
        this.id = id;
        this.address = address;
        this.page = watched(context.newPage());
    }

    private Page watched(Page opened) {
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(id + ": " + message.text() + " " + message.location());
            }
        });
        opened.onPageError(error -> errors.add(id + ": " + error));
        return opened;
    }

    String id() {
        return id;
    }

    Page page() {
        return page;
    }

    /** What the browser complained about, refusals provoked by a test left out. */
    List<String> errors() {
        return errors;
    }

    void signIn() {
        open("/login");
        page.getByLabel("账号").fill(id);
        page.getByLabel("密码").fill(PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("登录").setExact(true)).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("您好"))).isVisible();
    }

    void open(String path) {
        page.navigate(address + path);
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
    }

    /** Another tab of the same person; what follows is done there. */
    Page newTab() {
        Page before = page;
        page = watched(page.context().newPage());
        return before;
    }

    void useTab(Page tab) {
        page = tab;
    }

    void screenshot(String name) {
        Browser.screenshot(page, name);
    }

    void wholePage(String name) {
        Browser.wholePage(page, name);
    }

    // --- Tasklist ---------------------------------------------------------------------------------------------------

    void tasklist() {
        open("/camunda/app/tasklist/default/");
        assertThat(filters().first()).isVisible();
    }

    Locator filters() {
        return page.locator(".task-filter .name a");
    }

    void filter(String name) {
        page.locator(".task-filter").filter(new Locator.FilterOptions().setHasText(name)).locator(".name a").click();
        assertThat(page.locator(".task-filter.active")).containsText(name);
    }

    Locator listed(String task) {
        return page.locator("[cam-tasks] li.task").filter(new Locator.FilterOptions().setHasText(task));
    }

    /** From the front page, as people go. */
    void goToTask(String name) {
        open("/");
        page.locator(".tasks li").filter(new Locator.FilterOptions().setHasText(name)).first()
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("去办理")).click();
        formIsThere(name);
    }

    void openTask(String taskId, String name) {
        open("/camunda/app/tasklist/default/#/?task=" + taskId);
        formIsThere(name);
    }

    void formIsThere(String name) {
        assertThat(page.locator(".task-card h2.task")).containsText(name);
        assertThat(form().locator(".fjs-form-field").first()).isVisible();
    }

    void claim() {
        page.locator(".meta .claim").click();
        assertThat(page.locator(".meta .unclaim")).isVisible();
    }

    Locator form() {
        return page.locator(".fjs-container");
    }

    /** A field by what stands beside it; in a list the n-th from 0. */
    Locator field(String label, int row) {
        return form().getByLabel(exactly(label)).nth(row);
    }

    void fill(String label, String text) {
        fill(label, 0, text);
    }

    void fill(String label, int row, String text) {
        Locator field = field(label, row);
        field.fill(text);
        field.press("Tab");
    }

    /** The date picker opens below the field and would cover the next one. */
    void fillDate(String label, int row, String text) {
        Locator field = field(label, row);
        field.fill(text);
        field.press("Enter");
        field.press("Escape");
    }

    void choose(String question, String answer) {
        choose(question, 0, answer);
    }

    void choose(String question, int row, String answer) {
        form().locator(".fjs-form-field-radio").filter(new Locator.FilterOptions().setHasText(question)).nth(row)
                .getByLabel(answer, new Locator.GetByLabelOptions().setExact(true)).check();
    }

    void select(String label, String option) {
        select(label, 0, option);
    }

    void select(String label, int row, String option) {
        Locator field = field(label, row);
        field.click();
        field.pressSequentially(option);
        form().locator(".fjs-dropdownlist-item").filter(new Locator.FilterOptions().setHasText(option)).first().click();
        field.press("Tab");
    }

    void addRow() {
        form().locator(".fjs-repeat-render-add").click();
    }

    void submit() {
        Response answer = page.waitForResponse(response -> response.url().contains("/submit-form"), this::pressSubmit);
        if (answer.status() >= 400) {
            throw new AssertionError(id + " was refused: " + answer.text());
        }
        assertThat(page.locator(".page-notifications")).containsText("已提交");
        assertThat(page.locator(".task-card")).hasCount(0);
    }

    /** Submits what will be refused; the browser logs the answer as an error, which it is not. */
    void submitInVain(String words) {
        page.waitForResponse(response -> response.url().contains("/submit-form"), this::pressSubmit);
        assertThat(page.locator(".page-notifications")).containsText(words);
        forgetRefusal("/submit-form");
    }

    void pressSubmit() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交办理")).click();
    }

    /** The test wanted that answer: the browser logs every refusal of the server as an error. */
    void forgetRefusal(String path) {
        errors.removeIf(error -> error.contains("Failed to load resource") && error.contains(path));
    }

    private static Pattern exactly(String label) {
        return Pattern.compile("^" + label + "\\*?$");
    }
}
