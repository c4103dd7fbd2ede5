package org.govintegrity.scenario;

import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.FigureRow;
import org.govintegrity.casefile.FigureSource;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.registry.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base of process tests: the whole application on the Wendeng seeds, H2 in memory, no job executor, a clock that tests
 * move. Jobs and timers are run by id. One context serves all such tests, those of pages and of real HTTP too, since each
 * further one takes as long to start as dozens of tests; so cases of other tests may be around: assert on your own case numbers.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
@ActiveProfiles("test")
@Import({ProcessTest.TestTime.class, StatementCounter.class})
public abstract class ProcessTest {

    @TestConfiguration
    static class TestTime {
        @Bean
        @Primary
        MutableClock testClock() {
            return new MutableClock();
        }
    }

    @Autowired protected RuntimeService runtime;
    @Autowired protected TaskService tasks;
    @Autowired protected FormService forms;
    @Autowired protected HistoryService history;
    @Autowired protected ManagementService management;
    @Autowired protected RepositoryService repository;
    @Autowired protected IdentityService identity;
    @Autowired protected Cases cases;
    @Autowired protected TaskBook book;
    @Autowired protected Registry registry;
    @Autowired protected AsSystem system;
    @Autowired protected JdbcClient jdbc;
    @Autowired protected MutableClock clock;
    @Autowired private ProcessEngine engine;
    @Autowired private List<FigureSource> figureSources;
    @Autowired private PlatformTransactionManager transactions;

    @BeforeEach
    void monday() {
        moveClockTo(LocalDateTime.of(2026, 3, 2, 9, 0));
    }

    /** The engine's own interfaces ask for the engine by its name, which is the same in all contexts of this JVM. */
    @BeforeEach
    void theEngineIsThisContexts() {
        ProcessEngines.registerProcessEngine(engine);
    }

    /** No case goes on into the next test: the clock starts anew there. */
    @AfterEach
    void endAllCases() {
        identity.clearAuthentication();
        List<ProcessInstance> running = runtime.createProcessInstanceQuery().rootProcessInstances().list();
        runtime.deleteProcessInstances(running.stream().map(ProcessInstance::getId).toList(), "test over", true, true);
        jdbc.sql("update casefile_case set closed_at = opened_at where closed_at is null").update();
        jdbc.sql("update casefile_task set closed_at = opened_at, next_step_at = null where closed_at is null").update();
        jdbc.sql("update inspection set cancelled = true").update();
    }

    protected void moveClockTo(LocalDateTime time) {
        clock.set(time);
    }

    /** Does something as that person would, with that person's rights. */
    protected <T> T as(String person, Supplier<T> action) {
        identity.setAuthentication(person, registry.groupsOf(person), List.of());
        try {
            return action.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    protected void as(String person, Runnable action) {
        as(person, () -> {
            action.run();
            return null;
        });
    }

    /** The only open task of that kind in the case. */
    protected Task task(String taskKey, String caseNo) {
        List<Task> found = tasks.createTaskQuery().taskDefinitionKey(taskKey).processInstanceBusinessKey(caseNo).list();
        assertThat(found).as("open tasks %s of %s", taskKey, caseNo).hasSize(1);
        return found.get(0);
    }

    protected List<Task> openTasks(String taskKey, String caseNo) {
        return tasks.createTaskQuery().taskDefinitionKey(taskKey).processInstanceBusinessKey(caseNo).list();
    }

    /** Fills in and submits the form as Tasklist does. */
    protected void complete(String taskKey, String caseNo, String person, Map<String, Object> values) {
        String id = task(taskKey, caseNo).getId();
        as(person, () -> forms.submitTaskForm(id, values));
    }

    /** Runs the case's jobs that are not timers until there are none, those of called processes included. */
    protected void runJobs(String caseNo) {
        for (int rounds = 0; rounds < 50; rounds++) {
            List<Job> due = instances(caseNo).stream()
                    .flatMap(id -> management.createJobQuery().processInstanceId(id).messages().withRetriesLeft().list().stream()).toList();
            if (due.isEmpty()) {
                return;
            }
            due.forEach(job -> management.executeJob(job.getId()));
        }
        throw new AssertionError("jobs of " + caseNo + " do not come to an end");
    }

    /** Fires the one timer of that event in the case. */
    protected void fireTimer(String activityId, String caseNo) {
        List<Job> timers = instances(caseNo).stream()
                .flatMap(id -> management.createJobQuery().processInstanceId(id).activityId(activityId).timers().list().stream()).toList();
        assertThat(timers).as("timers %s of %s", activityId, caseNo).hasSize(1);
        management.executeJob(timers.get(0).getId());
    }

    protected boolean ended(String caseNo) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseNo).count() == 0;
    }

    /** Ids of the activities a case has passed, in order of their start. */
    protected List<String> passed(String caseNo) {
        List<HistoricProcessInstance> all = history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(caseNo).list();
        return all.stream().flatMap(pi -> history.createHistoricActivityInstanceQuery().processInstanceId(pi.getId())
                .orderByHistoricActivityInstanceStartTime().asc().orderPartiallyByOccurrence().asc().list().stream())
                .map(a -> a.getActivityId()).toList();
    }

    private List<String> instances(String caseNo) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseNo).list().stream().map(ProcessInstance::getId).toList();
    }

    /** The rows of a figure, whichever family tells it. Those of other tests' cases are among them. */
    protected List<FigureRow> figure(String id, LocalDate from, LocalDate to) {
        FigureSource source = figureSources.stream().filter(s -> s.figures().stream().anyMatch(kind -> kind.id().equals(id))).findFirst().orElseThrow();
        List<FigureRow> rows = new ArrayList<>();
        new TransactionTemplate(transactions).executeWithoutResult(status -> source.rows(id, from, to, rows::add));
        assertThat(rows).as("what is kept has to fit").allSatisfy(row -> {
            assertThat(row.ref()).hasSizeLessThanOrEqualTo(80);
            assertThat(row.words()).isNotBlank().hasSizeLessThanOrEqualTo(300);
            assertThat(row.link()).hasSizeLessThanOrEqualTo(200);
            assertThat(row.day()).isBetween(from, to);
        });
        return rows;
    }

    /** The one row of a figure with that reference; empty if there is none. */
    protected Optional<FigureRow> figureRow(String id, String ref, LocalDate from, LocalDate to) {
        List<FigureRow> found = figure(id, from, to).stream().filter(row -> row.ref().equals(ref)).toList();
        assertThat(found).hasSizeLessThanOrEqualTo(1);
        return found.stream().findFirst();
    }

    /** What is refused, with its words. */
    protected static Refusal refusalOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(Refusal.class, action);
    }
}
