package org.govintegrity.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.jobexecutor.TimerStartEventJobHandler;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.registry.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets a year pass in the engine: puts its clock and the application's on one time, runs what is due then, one job after the
 * other in an order that does not change, and does things as a person would, with that person's rights. Only while a
 * demonstration year is played, when the job executor is still at rest; nobody else may call it.
 */
@Component
@Profile("demo-year")
public class TimeMachine {

    private static final Logger LOG = LoggerFactory.getLogger(TimeMachine.class);
    /** Timers that come round more often than daily are not waited for, or the year would consist of them. */
    private static final String OFTEN = "R/PT";
    private static final int LOOKED_AT = 40;

    private final MovedClock clock;
    private final ManagementService management;
    private final TaskService tasks;
    private final FormService forms;
    private final IdentityService identity;
    private final Registry registry;
    private final ObjectMapper json;
    private final Map<String, Boolean> often = new HashMap<>();
    private long jobs;
    private long failures;

    TimeMachine(MovedClock clock, @Lazy ManagementService management, @Lazy TaskService tasks, @Lazy FormService forms, @Lazy IdentityService identity,
                Registry registry, ObjectMapper json) {
        this.clock = clock;
        this.management = management;
        this.tasks = tasks;
        this.forms = forms;
        this.identity = identity;
        this.registry = registry;
        this.json = json;
    }

    /** A task as whoever has to do it finds it. @param processKey of the model it belongs to */
    public record Waiting(String taskId, String taskKey, String processKey, LocalDateTime createdAt) {
    }

    public void moveTo(LocalDateTime time) {
        clock.moveTo(time);
    }

    /** When the next timer is due after now, those that come round more often than daily left out. */
    public Optional<LocalDateTime> nextTimer() {
        return management.createJobQuery().active().withRetriesLeft().duedateHigherThan(now()).orderByJobDuedate().asc().listPage(0, LOOKED_AT).stream()
                .filter(job -> job.getProcessDefinitionKey() != null && !often(job)).map(job -> time(job.getDuedate())).findFirst();
    }

    /**
     * Runs what is due now until nothing is, in the order in which it became due, and of what became due at one time in the order in which it was
     * made. A job that fails keeps its retries as with the executor, and is due again later.
     *
     * @param oftenToo whether the timers that come round more often than daily are run as well; each once
     */
    public void runDue(boolean oftenToo) {
        boolean first = oftenToo;
        while (true) {
            boolean withOften = first;
            first = false;
            List<Job> due = new ArrayList<>(management.createJobQuery().active().executable().withRetriesLeft().list());
            due.removeIf(job -> job.getProcessDefinitionKey() == null || !withOften && often(job));
            if (due.isEmpty()) {
                return;
            }
            due.sort(Comparator.comparing((Job job) -> job.getDuedate() == null ? new Date(0) : job.getDuedate()).thenComparing(job -> number(job.getId())));
            due.forEach(this::run);
        }
    }

    private void run(Job job) {
        jobs++;
        try {
            management.executeJob(job.getId());
        } catch (ProcessEngineException failed) {
            if (management.createJobQuery().jobId(job.getId()).count() == 0) {
                return;   // one before it has ended what it belonged to
            }
            failures++;
            LOG.warn("作业没有成功（{}，{}）：{}", job.getProcessDefinitionKey(), job.getId(), failed.getMessage());
        }
    }

    /** Open tasks made since, oldest first. */
    public List<Waiting> waiting(LocalDateTime since) {
        return tasks.createTaskQuery().taskCreatedAfter(date(since)).list().stream().sorted(Comparator.comparing((Task task) -> number(task.getId())))
                .map(task -> new Waiting(task.getId(), task.getTaskDefinitionKey(), process(task), time(task.getCreateTime()))).toList();
    }

    /** Does something as that person would, with that person's rights. */
    public <T> T as(String person, Supplier<T> action) {
        identity.setAuthentication(person, registry.groupsOf(person), List.of());
        try {
            return action.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    /** What the form of a task shows that person, by name: texts under {@code brief}, lists of options and rows under their own. */
    public Map<String, Object> shown(String person, String taskId) {
        VariableMap variables = as(person, () -> forms.getTaskFormVariables(taskId));
        Map<String, Object> shown = new LinkedHashMap<>();
        variables.keySet().forEach(name -> {
            TypedValue value = variables.getValueTyped(name);
            String text = String.valueOf(value.getValue());
            if (text.startsWith("[") || text.startsWith("{")) {
                shown.put(name, read(text));
            }
        });
        return shown;
    }

    /**
     * Fills in and hands in the form of a task as Tasklist does.
     *
     * @throws Refusal if it is refused
     */
    public void submit(String person, String taskId, Map<String, Object> values) {
        try {
            as(person, () -> {
                forms.submitTaskForm(taskId, values);
                return null;
            });
        } catch (ProcessEngineException wrapped) {
            throw Refusals.in(wrapped).<RuntimeException>map(refusal -> refusal).orElse(wrapped);
        }
    }

    /** Jobs run until now. */
    public long jobs() {
        return jobs;
    }

    /** Of these, how many did not succeed at once. */
    public long failures() {
        return failures;
    }

    private boolean often(Job job) {
        return job.getJobDefinitionId() != null && often.computeIfAbsent(job.getJobDefinitionId(), id -> {
            JobDefinition definition = management.createJobDefinitionQuery().jobDefinitionId(id).singleResult();
            return TimerStartEventJobHandler.TYPE.equals(definition.getJobType()) && definition.getJobConfiguration().contains(OFTEN);
        });
    }

    private Object read(String text) {
        try {
            return json.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what a form shows is no JSON", e);
        }
    }

    private static String process(Task task) {
        String definition = task.getProcessDefinitionId();
        return definition == null ? "" : definition.substring(0, definition.indexOf(':') < 0 ? definition.length() : definition.indexOf(':'));
    }

    /** The ids of a played year are numbers (camunda.bpm.id-generator). */
    private static long number(String id) {
        return Long.parseLong(id);
    }

    private Date now() {
        return Date.from(clock.instant());
    }

    private static Date date(LocalDateTime time) {
        return Date.from(time.atZone(ChineseDates.ZONE).toInstant());
    }

    private static LocalDateTime time(Date date) {
        return LocalDateTime.ofInstant(date.toInstant(), ChineseDates.ZONE);
    }
}
