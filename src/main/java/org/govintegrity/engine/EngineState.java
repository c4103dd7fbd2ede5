package org.govintegrity.engine;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.JobQuery;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.govintegrity.common.ChineseDates;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the engine is doing, for pages of administrators: jobs, incidents, deployed models. The caller decides who may ask. */
@Component
public class EngineState {

    /** What a job is waiting for. */
    public enum JobState {
        /** its time has not come */
        WAITING("等待时间"),
        /** could run now */
        DUE("等待执行"),
        /** its retries are spent */
        FAILED("已失败"),
        /** somebody has suspended it or its process */
        SUSPENDED("已暂停");

        public final String label;

        JobState(String label) {
            this.label = label;
        }
    }

    /**
     * One job.
     *
     * @param step        label of the activity it belongs to
     * @param businessKey number of the case or notice; null where the job starts a process
     * @param instanceId  of the process it goes on with; null where it starts one
     * @param due         when it may run; null: at once
     * @param retries     attempts that are left
     * @param message     of the last failed attempt; null if there was none
     */
    public record JobLine(String id, String definitionId, String process, String step, String businessKey, String instanceId, LocalDateTime due, int retries, String message) {
    }

    /** Open incidents of one version of a process, how many. */
    public record Incidents(String definitionId, String process, int version, long count) {
    }

    /**
     * The newest version of a model.
     *
     * @param table whether it is a decision table; else a process
     * @param tag   the model's own version; may be null
     */
    public record ModelVersion(boolean table, String id, String key, String name, int version, String tag, LocalDateTime deployedAt) {
    }

    private final ManagementService management;
    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final HistoryService history;
    private final AsSystem system;
    private final Clock clock;

    EngineState(@Lazy ManagementService management, @Lazy RuntimeService runtime, @Lazy RepositoryService repository,
                @Lazy HistoryService history, AsSystem system, Clock clock) {
        this.management = management;
        this.runtime = runtime;
        this.repository = repository;
        this.history = history;
        this.system = system;
        this.clock = clock;
    }

    /** How many jobs there are of each state; each job counts once. */
    public Map<JobState, Long> jobs() {
        return system.call(() -> {
            Map<JobState, Long> counts = new EnumMap<>(JobState.class);
            for (JobState state : JobState.values()) {
                counts.put(state, query(state).count());
            }
            return counts;
        });
    }

    /** The jobs of that state, those that may run first at the top. */
    public List<JobLine> jobs(JobState state, int limit) {
        return system.call(() -> {
            List<Job> jobs = query(state).orderByJobDuedate().asc().orderByJobId().asc().listPage(0, limit);
            Map<String, String> processes = new HashMap<>();
            Map<String, String> steps = new HashMap<>();
            Map<String, String> keys = businessKeys(jobs.stream().map(Job::getProcessInstanceId).filter(Objects::nonNull).collect(Collectors.toSet()));
            return jobs.stream().map(job -> new JobLine(job.getId(), job.getProcessDefinitionId(),
                    job.getProcessDefinitionId() == null ? "流程引擎" : processes.computeIfAbsent(job.getProcessDefinitionId(), this::processName),
                    job.getJobDefinitionId() == null ? "" : steps.computeIfAbsent(job.getJobDefinitionId(), this::stepName),
                    job.getProcessInstanceId() == null ? null : keys.get(job.getProcessInstanceId()), job.getProcessInstanceId(), time(job.getDuedate()), job.getRetries(), job.getExceptionMessage())).toList();
        });
    }

    /** Processes with open incidents, most incidents first. */
    public List<Incidents> incidents() {
        return system.call(() -> {
            Map<String, Long> counts = runtime.createIncidentQuery().list().stream().filter(incident -> incident.getProcessDefinitionId() != null)
                    .collect(Collectors.groupingBy(Incident::getProcessDefinitionId, Collectors.counting()));
            return counts.entrySet().stream().map(entry -> {
                ProcessDefinition definition = repository.getProcessDefinition(entry.getKey());
                return new Incidents(entry.getKey(), definition.getName(), definition.getVersion(), entry.getValue());
            }).sorted(Comparator.comparingLong(Incidents::count).reversed().thenComparing(Incidents::process)).toList();
        });
    }

    /** The newest version of each model, processes first, last deployed first. */
    public List<ModelVersion> models() {
        return system.call(() -> {
            Map<String, LocalDateTime> deployed = repository.createDeploymentQuery().list().stream()
                    .collect(Collectors.toMap(Deployment::getId, deployment -> time(deployment.getDeploymentTime())));
            Stream<ModelVersion> processes = repository.createProcessDefinitionQuery().latestVersion().list().stream()
                    .map((ProcessDefinition d) -> new ModelVersion(false, d.getId(), d.getKey(), d.getName(), d.getVersion(), d.getVersionTag(), deployed.get(d.getDeploymentId())));
            Stream<ModelVersion> tables = repository.createDecisionDefinitionQuery().latestVersion().list().stream()
                    .map((DecisionDefinition d) -> new ModelVersion(true, d.getId(), d.getKey(), d.getName(), d.getVersion(), d.getVersionTag(), deployed.get(d.getDeploymentId())));
            return Stream.concat(processes, tables).sorted(Comparator.comparing(ModelVersion::table)
                    .thenComparing(ModelVersion::deployedAt, Comparator.reverseOrder()).thenComparing(ModelVersion::key)).toList();
        });
    }

    /** The running instances of a process by business key; those that are over are not in it. */
    public Map<String, String> running(String processKey, Collection<String> businessKeys) {
        return businessKeys.isEmpty() ? Map.of() : system.call(() -> history.createHistoricProcessInstanceQuery().processDefinitionKey(processKey).unfinished()
                .processInstanceBusinessKeyIn(businessKeys.toArray(String[]::new)).list().stream()
                .collect(Collectors.toMap(HistoricProcessInstance::getBusinessKey, HistoricProcessInstance::getId, (a, b) -> a)));
    }

    private JobQuery query(JobState state) {
        JobQuery jobs = management.createJobQuery();
        return switch (state) {
            case WAITING -> jobs.active().withRetriesLeft().duedateHigherThan(Date.from(clock.instant()));
            case DUE -> jobs.active().executable();
            case FAILED -> jobs.active().noRetriesLeft();
            case SUSPENDED -> jobs.suspended();
        };
    }

    private Map<String, String> businessKeys(Set<String> instances) {
        return instances.isEmpty() ? Map.of() : runtime.createProcessInstanceQuery().processInstanceIds(instances).list().stream()
                .filter(instance -> instance.getBusinessKey() != null).collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey));
    }

    private String processName(String definitionId) {
        return repository.getProcessDefinition(definitionId).getName();
    }

    private String stepName(String jobDefinitionId) {
        JobDefinition definition = management.createJobDefinitionQuery().jobDefinitionId(jobDefinitionId).singleResult();
        if (definition == null || definition.getProcessDefinitionId() == null) {
            return "";
        }
        return repository.getBpmnModelInstance(definition.getProcessDefinitionId()).getModelElementById(definition.getActivityId()) instanceof FlowElement step
                && step.getName() != null ? step.getName() : definition.getActivityId();
    }

    private static LocalDateTime time(Date date) {
        return date == null ? null : LocalDateTime.ofInstant(date.toInstant(), ChineseDates.ZONE);
    }
}
