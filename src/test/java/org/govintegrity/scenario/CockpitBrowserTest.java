package org.govintegrity.scenario;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Cockpit and Admin as an administrator sees them: whatever stands on the screen in Latin letters is a proper name or a
 * datum (an id, a key, a file), never a word of the web apps.
 */
class CockpitBrowserTest extends BrowserTest {

    private static final String BROKEN = "broken-task";

    /**
     * Names with no Chinese form: the product's in the footer and in the notice above, the browser's time zone, and the
     * engine's data types and file formats, which read here as in the REST interface and in the models.
     */
    private static final Set<String> NAMES = Set.of("Camunda", "Platform", "Asia", "Shanghai", "Json", "String", "Boolean", "Integer");

    /** What a person can read: texts, and the hints of what can be pointed at. Cells of decision tables and raw files are data. */
    private static final String WORDS_ON_SCREEN = """
            () => {
                const data = 'script, style, pre, .tjs-table tbody, .dmn-input, .dmn-output';
                const found = new Set();
                const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                while (texts.nextNode()) {
                    const element = texts.currentNode.parentElement;
                    if (element && !element.closest(data) && element.checkVisibility()) {
                        found.add(texts.currentNode.data.trim().replace(/\\s+/g, ' '));
                    }
                }
                for (const hint of ['title', 'placeholder', 'aria-label', 'data-original-title']) {
                    document.querySelectorAll('[' + hint + ']').forEach(element => {
                        if (element.checkVisibility() && !element.closest(data)) {
                            found.add(element.getAttribute(hint));
                        }
                    });
                }
                found.add(document.title);
                return [...found];
            }""";

    /** Nothing is being loaded or moving any more. */
    private static final String LOADED = """
            () => !document.body.innerText.includes('正在加载')
                && document.getAnimations().every(animation => animation.effect.getComputedTiming().endTime === Infinity)""";

    private static final Pattern ID = Pattern.compile("([\\w-]+:\\d+:)?\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b|\\b[a-z]+[A-Za-z]*_[A-Za-z]+\\b|E-[0-9A-F]{8}|\\$\\{[^}]*}|" + BROKEN);
    /** JSON, and the values a column of a decision table allows. */
    private static final Pattern VALUE = Pattern.compile("[\\[{\"].*[\\]}\"]", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("“([^”]+)”");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{4,}");

    @Autowired
    private DecisionService decisions;

    private final List<String> english = new ArrayList<>();
    private Set<String> data;
    private int screens;
    private Job withoutMessage;

    @AfterEach
    void nothingBrokenIsLeft() {
        jdbc.sql("delete from casefile_task where task_id = ?").param(BROKEN).update();
        if (withoutMessage != null) {
            management.setJobRetries(withoutMessage.getId(), 3);
        }
    }

    @Test
    void cockpitHasNoEnglishWord() {
        String part = dispatched("流程监控", UNIT);
        decisions.evaluateDecisionTableByKey("inspection-severity", Map.of("problemCount", 1, "deliberate", false, "loss", "none", "impact", "none"));
        Job failed = failedSweep(part);
        withoutMessage = management.createJobQuery().timers().processDefinitionKey("publication-watch").singleResult();
        management.setJobRetries(withoutMessage.getId(), 0);
        dataOfTheEngine();
        Person admin = person("admin");

        wordsComeLate(admin);
        open(admin, "cockpit", "dashboard", "运行中的流程实例");
        admin.page().locator(".app-switch > a").click();
        look(admin, "apps");
        assertThat(admin.page().locator(".app-switch")).containsText("系统管理");

        open(admin, "cockpit", "processes", "受检单位检查");
        pointAt(admin, ".section-toggle", "展开或收起这一栏");
        assertThat(admin.page().locator("body")).containsText("政务诚信监督检查");

        String definition = definition("unit-inspection");
        open(admin, "cockpit", "process-definition/" + definition + "/runtime", "活动实例统计");
        assertThat(admin.page().locator(".djs-container")).containsText("提交自查报告");
        admin.page().locator("[cam-widget-search] input").first().click();
        look(admin, "criteria");
        admin.page().keyboard().press("Escape");
        tab(admin, "作业定义", "异步执行");
        tab(admin, "调用的流程定义", "失信认定");
        open(admin, "cockpit", "process-definition/" + definition("publication-watch") + "/runtime", "活动实例统计");
        tab(admin, "故障", "没有出错信息");
        admin.page().locator("[uib-tooltip='暂停流程定义']").click();
        assertThat(admin.page().locator(".modal-dialog")).isVisible();
        look(admin, "suspend");
        admin.page().locator(".modal-dialog input[type=radio]").last().check();
        admin.page().locator(".modal-dialog input:not([type=radio]):not([type=checkbox])").last().click();
        look(admin, "suspend-later");
        admin.page().keyboard().press("Escape");

        String instance = instance(part);
        open(admin, "cockpit", "process-instance/" + instance + "/runtime", "上级流程实例编号");
        assertThat(admin.page().locator(".djs-container")).containsText("提交自查报告");
        tab(admin, "人工任务", "新建日期");
        tab(admin, "作业", "期限");
        tab(admin, "调用的流程实例", "业务编号");

        open(admin, "cockpit", "process-instance/" + failed.getProcessInstanceId() + "/runtime", "巡查期限");
        tab(admin, "故障", "作业失败");
        assertThat(admin.page().locator("body")).containsText("没有督办成功的任务");
        assertThat(admin.page().locator("body")).containsText("2026年3月2日 09:00:00");
        admin.page().locator("a[ng-click^=openJobRetryDialog]").click();
        assertThat(admin.page().locator(".modal-dialog")).isVisible();
        look(admin, "retry");
        admin.page().keyboard().press("Escape");

        open(admin, "cockpit", "decisions", "决策");
        DecisionDefinition decision = repository.createDecisionDefinitionQuery().decisionDefinitionKey("inspection-severity").latestVersion().singleResult();
        open(admin, "cockpit", "decision-definition/" + decision.getId(), "命中规则");
        HistoricDecisionInstance decided = history.createHistoricDecisionInstanceQuery().decisionDefinitionId(decision.getId()).list().get(0);
        open(admin, "cockpit", "decision-instance/" + decided.getId(), "命中规则");
        open(admin, "cockpit", "repository", "来源");
        admin.page().getByText("unit-inspection", new Page.GetByTextOptions().setExact(true)).click();   // the newest one is open
        admin.page().getByText("unit-inspection.bpmn").click();
        look(admin, "repository-model");
        open(admin, "cockpit", "batch", "批处理");
        open(admin, "cockpit", "reports", "报表");
        open(admin, "cockpit", "tasks", "按用户组统计");
        open(admin, "cockpit", "decision-instance/0", "没有编号为 0 的决策实例");
        admin.forgetRefusal("/history/decision-instance/");
        noEnglish();
    }

    @Test
    void adminHasNoEnglishWord() {
        dataOfTheEngine();
        Person admin = person("admin");
        wordsComeLate(admin);
        open(admin, "admin", "", "用户组");
        open(admin, "admin", "users", "authority1");
        open(admin, "admin", "users/admin?tab=profile", "个人资料");
        side(admin, "账号", "密码");
        side(admin, "用户组", "加入用户组");
        assertThat(admin.page().locator("td.group-type").first()).hasText("系统");
        open(admin, "admin", "user-create", "新建用户");
        open(admin, "admin", "groups", "角色");
        open(admin, "admin", "groups/supervisor?tab=group", "监督员");
        open(admin, "admin", "group-create", "新建用户组");
        open(admin, "admin", "tenants", "租户");
        open(admin, "admin", "authorization", "全部权限");
        side(admin, "流程定义", "查看实例");
        admin.page().getByText("编辑", new Page.GetByTextOptions().setExact(true)).first().click();
        admin.page().locator("td.permissions .dropdown-toggle").first().click();
        assertThat(admin.page().locator("td.permissions .selection").first()).isVisible();
        look(admin, "permissions");
        open(admin, "admin", "system", "基本设置");
        side(admin, "诊断", "诊断数据");
        side(admin, "执行统计", "订阅年度");
        noEnglish();
    }

    @Test
    void aFailedJobIsFoundFromThePageOfTheSystemsState() {
        Job failed = failedSweep(dispatched("系统状态", UNIT));
        Person admin = person("admin");
        admin.open("/");
        admin.page().getByText("管理", new Page.GetByTextOptions().setExact(true)).click();
        admin.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("运行状况")).click();
        assertThat(admin.page().locator("h1")).hasText("运行状况");
        admin.wholePage("engine-01-state");
        admin.page().locator("section[aria-labelledby=jobs] a[href*=failed]").click();
        assertThat(admin.page().locator("tbody tr").filter(new Locator.FilterOptions().setHasText("没有督办成功的任务"))).hasCount(1);
        admin.wholePage("engine-02-failed");
        admin.page().getByText("在流程监控中打开").first().click();
        assertThat(admin.page()).hasURL(Pattern.compile("#/process-instance/" + failed.getProcessInstanceId()));
        assertThat(admin.page().locator("td.type")).hasText("作业失败");
        admin.open("/admin/notice-deliveries");
        admin.wholePage("engine-03-deliveries");
        admin.page().setViewportSize(390, 844);
        admin.open("/admin/engine");
        assertThat((Integer) admin.page().evaluate("() => document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
        admin.wholePage("engine-04-phone");
    }

    /** What an app asks for before its locale file is there must not leave keys behind. */
    private static void wordsComeLate(Person admin) {
        admin.page().route("**/locales/zh.json*", CockpitBrowserTest::slowly);
    }

    /** The server answers as ever, the line is slow. */
    private static void slowly(Route route) {
        try {
            Thread.sleep(800);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        route.resume();
    }

    private void noEnglish() {
        assertThat(english).as("English words on the screens").isEmpty();
    }

    private void open(Person admin, String app, String hash, String words) {
        admin.open("/camunda/app/" + app + "/default/#/" + hash);
        assertThat(admin.page().locator("body")).containsText(words);
        String name = (app + "-" + hash).replaceAll("[^a-z]+", "-");
        look(admin, name.length() > 40 ? name.substring(0, 40) : name);
    }

    /** The apps do not read the address anew while they are open: one goes to a tab by pressing it. */
    private void tab(Person admin, String tab, String words) {
        press(admin, ".ctn-tabs, .nav-tabs", tab, words);
    }

    private void side(Person admin, String entry, String words) {
        press(admin, ".sidebar-nav, aside", entry, words);
    }

    private void press(Person admin, String bar, String words, String seen) {
        admin.page().locator(bar).getByText(words, new Locator.GetByTextOptions().setExact(true)).first().click();
        assertThat(admin.page().locator("body")).containsText(seen);
        look(admin, words);
    }

    private void pointAt(Person admin, String place, String hint) {
        admin.page().locator(place).first().hover();
        assertThat(admin.page().locator(".tooltip-inner")).hasText(hint);
    }

    private void look(Person admin, String name) {
        admin.page().waitForFunction(LOADED);
        admin.screenshot("cockpit-%02d-%s".formatted(++screens, name));
        for (Object text : (List<?>) admin.page().evaluate(WORDS_ON_SCREEN)) {
            words((String) text).forEach(word -> english.add(name + ": " + word + " in “" + text + "”"));
        }
    }

    /** English words in the text, data and names left out. */
    private List<String> words(String text) {
        if (data.contains(text) || VALUE.matcher(text).matches()) {
            return List.of();
        }
        String rest = ID.matcher(text).replaceAll(" ");
        for (String quoted : QUOTED.matcher(rest).results().map(found -> found.group(1)).toList()) {
            rest = data.contains(quoted) ? rest.replace(quoted, "") : rest;
        }
        return WORD.matcher(rest).results().map(MatchResult::group).filter(word -> !NAMES.contains(word)).distinct().toList();
    }

    /** Ids, keys and names of files that the apps show. */
    private void dataOfTheEngine() {
        english.clear();
        data = new HashSet<>(Set.of("default", "models", "tasklist", "welcome", "unit", BROKEN));
        for (ProcessDefinition definition : repository.createProcessDefinitionQuery().list()) {
            data.add(definition.getKey());
        }
        repository.createDecisionDefinitionQuery().list().forEach(definition -> data.add(definition.getKey()));
        for (Deployment deployment : repository.createDeploymentQuery().list()) {
            data.add(deployment.getName());
            for (String file : repository.getDeploymentResourceNames(deployment.getId())) {
                data.add(file.substring(file.lastIndexOf('/') + 1));
                data.add(file.substring(0, Math.max(0, file.lastIndexOf('/'))));
            }
        }
        identity.createUserQuery().unlimitedList().stream().map(User::getId).forEach(data::add);
        identity.createGroupQuery().unlimitedList().stream().map(Group::getId).forEach(data::add);
        history.createHistoricVariableInstanceQuery().list().forEach(variable -> {
            data.add(variable.getName());
            data.add(String.valueOf(variable.getValue()));
        });
        history.createHistoricDecisionInstanceQuery().includeInputs().includeOutputs().list().forEach(decided -> {
            decided.getInputs().forEach(input -> data.add(String.valueOf(input.getValue())));
            decided.getOutputs().forEach(output -> data.add(String.valueOf(output.getValue())));
        });
    }

    private String definition(String key) {
        return repository.createProcessDefinitionQuery().processDefinitionKey(key).latestVersion().singleResult().getId();
    }

    private String instance(String caseNo) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseNo).processDefinitionKey("unit-inspection").singleResult().getId();
    }

    /** A job whose retries are spent: the ladder cannot be climbed for a task whose rule was not yet in force. */
    private Job failedSweep(String caseNo) {
        jdbc.sql("""
                        insert into casefile_task (task_id, case_no, process_key, task_key, task_name, owner_group, rule_id, as_of, start_on, due_on, explanation,
                            provisional, extended_by, opened_at, next_step, next_step_at)
                        values (?, ?, 'x', 'x', '坏任务', ?, 'inspection.self-check', ?, ?, ?, 'x', false, 0, ?, 'YELLOW', ?)""")
                .params(BROKEN, caseNo, UNIT, LocalDate.of(2017, 12, 1), LocalDate.of(2017, 12, 1), LocalDate.of(2017, 12, 2),
                        LocalDateTime.of(2017, 12, 1, 9, 0), LocalDateTime.of(2017, 12, 2, 23, 59, 59))
                .update();
        management.executeJob(management.createJobQuery().timers().processDefinitionKey("escalation").singleResult().getId());
        Job sweep = management.createJobQuery().messages().processDefinitionKey("escalation").singleResult();
        for (int i = 0; i < 10 && management.createJobQuery().jobId(sweep.getId()).withRetriesLeft().count() > 0; i++) {
            assertThatThrownBy(() -> management.executeJob(sweep.getId())).hasMessageContaining(BROKEN);
        }
        return sweep;
    }
}
