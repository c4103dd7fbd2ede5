package org.govintegrity.scenario;

import com.microsoft.playwright.Page;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base of browser tests: the application on a free port with a database of its own, and people at their browsers.
 * Jobs are run by the test, as in {@link ProcessTest}, so that nothing has to wait for them.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.datasource.url=jdbc:h2:mem:browser;DB_CLOSE_DELAY=-1")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest extends ChainTest {

    @LocalServerPort
    private int port;

    private Browser browser;

    @RegisterExtension
    final AfterTestExecutionCallback pictureOfFailure = context -> {
        if (context.getExecutionException().isPresent() && browser != null) {
            browser.screenshotsOfFailure(getClass().getSimpleName() + "-" + context.getRequiredTestMethod().getName());
        }
    };

    /** Not before all: the first test's clock has to stand first. */
    @BeforeEach
    void browser() {
        if (browser == null) {
            browser = Browser.start(address());
        }
    }

    /** The next test's people find no notices of this one's waiting for them. */
    @AfterEach
    void noNoticeStaysUnread() {
        jdbc.sql("update notice_delivery set received_at = ? where received_at is null").param(LocalDateTime.now(clock)).update();
    }

    @AfterEach
    void nobodySawAnError() {
        if (browser != null) {
            var people = browser.people();
            browser.everybodyLeaves();
            assertThat(people).flatExtracting(Person::errors).filteredOn(error -> !asksForACompletedTask(error))
                    .as("errors in the browsers' consoles").isEmpty();
        }
    }

    /** Tasklist's list may ask once more for a task that was completed just then; the answer is rightly that there is none. */
    private static boolean asksForACompletedTask(String error) {
        return error.contains("status of 404") && error.matches("(?s).*/engine/default/task/[0-9a-f-]+:.*");
    }

    @AfterAll
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    /** A browser of somebody who does not sign in. */
    protected Page passerBy() {
        return browser.passerBy(clock.instant());
    }

    /** Where the application answers, without a slash at the end. */
    protected String address() {
        return "http://127.0.0.1:" + port;
    }

    protected Person person(String id) {
        return browser.signIn(id, clock.instant());
    }

    @Override
    protected void moveClockTo(LocalDateTime time) {
        super.moveClockTo(time);
        if (browser != null) {
            browser.moveClocksTo(clock.instant());
        }
    }

    /**
     * An inspection that was launched, planned and approved without a browser; the unit has its notice and its self-check.
     *
     * @return the unit's part of it
     */
    protected String dispatched(String title, String unit) {
        String definition = repository.createProcessDefinitionQuery().processDefinitionKey("inspection").latestVersion().singleResult().getId();
        String instance = as("supervisor1", () -> forms.submitStartForm(definition, Map.of("kind", "special", "title", title,
                "authority", "文政办字〔2026〕12号", "approver", "区长", "clauses", "三.5", "periodFrom", "2026-03-02", "periodTo", "2026-06-30"))).getId();
        String caseNo = runtime.createProcessInstanceQuery().processInstanceId(instance).singleResult().getBusinessKey();
        complete("userTask_planInspection", caseNo, "supervisor1", Map.of("unitSelection", "manual", "units", List.of(unit),
                "teamSelection", "manual", "team", List.of("inspector1", "inspector2"), "items", List.of(Map.of("method", "documents", "text", "承诺台账"))));
        complete("userTask_approvePlan", caseNo, "leader1", Map.of("decision", "approve"));
        runJobs(caseNo);
        runJobs(caseNo + "-01");
        return caseNo + "-01";
    }

    /** Goes straight to that task of the case, takes it and leaves the form open. */
    protected void take(Person person, String taskKey, String caseNo) {
        open(person, task(taskKey, caseNo));
        person.claim();
    }

    protected void open(Person person, Task task) {
        person.openTask(task.getId(), task.getName());
    }
}
