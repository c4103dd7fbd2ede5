package org.govintegrity.engine.diagram;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.govintegrity.engine.AsSystem;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads a case's way through its model from the engine's history. */
@Component
public class CaseDiagrams {

    private static final String BODY = "#multiInstanceBody";
    /** Executions of a process whose business key is that of a part. */
    private static final String OF_PARTS = """
            join ACT_RU_EXECUTION p on p.ID_ = e.PROC_INST_ID_ and p.BUSINESS_KEY_ like :parts
            join ACT_RE_PROCDEF d on d.ID_ = e.PROC_DEF_ID_ and d.KEY_ = :key""";

    private final HistoryService history;
    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final AsSystem system;
    private final JdbcClient jdbc;

    CaseDiagrams(@Lazy HistoryService history, @Lazy RuntimeService runtime, @Lazy RepositoryService repository, AsSystem system, JdbcClient jdbc) {
        this.history = history;
        this.runtime = runtime;
        this.repository = repository;
        this.system = system;
        this.jdbc = jdbc;
    }

    /**
     * Asked without anybody's rights: the caller decides who may see the case.
     *
     * @param processKey the case's own process; others, such as notices, may carry its number too
     * @return empty for a case that no process has carried, or whose history is swept
     */
    public Optional<CaseDiagram> of(String caseNo, String processKey) {
        return system.call(() -> history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(caseNo).processDefinitionKey(processKey)
                .orderByProcessInstanceStartTime().desc().list().stream().findFirst().map(this::read));
    }

    /**
     * The model of a case's parts with the number of parts at each step, counted by the database however many there are.
     * Asked without anybody's rights: the caller decides who may see it.
     *
     * @param caseNo     of the whole; its parts are {@code caseNo-…}
     * @param processKey the parts' own process; others, such as notices, may carry their numbers too
     * @return empty while no model of that key is deployed
     */
    public Optional<CaseDiagram> ofParts(String caseNo, String processKey) {
        return system.call(() -> Optional.ofNullable(repository.createProcessDefinitionQuery().processDefinitionKey(processKey).latestVersion().singleResult())
                .map(definition -> parts(caseNo, processKey, definition)));
    }

    private CaseDiagram parts(String caseNo, String processKey, ProcessDefinition definition) {
        BpmnModelInstance model = repository.getBpmnModelInstance(definition.getId());
        Map<String, Integer> active = new TreeMap<>();
        jdbc.sql("select e.ACT_ID_ as step, count(distinct e.PROC_INST_ID_) as parts from ACT_RU_EXECUTION e " + OF_PARTS
                        + " where e.IS_ACTIVE_ = :yes and e.ACT_ID_ is not null group by e.ACT_ID_")
                .param("parts", caseNo + "-%").param("key", processKey).param("yes", true).query((row, i) -> active.put(row.getString("step"), row.getInt("parts"))).list();
        List<String> incidents = jdbc.sql("select distinct i.ACTIVITY_ID_ from ACT_RU_INCIDENT i join ACT_RU_EXECUTION e on e.ID_ = i.EXECUTION_ID_ " + OF_PARTS)
                .param("parts", caseNo + "-%").param("key", processKey).query(String.class).list();
        return new CaseDiagram(Bpmn.convertToString(model), definition.getVersionTag(), active, incidents, List.of(), List.of(), List.of(), names(model));
    }

    private static Map<String, String> names(BpmnModelInstance model) {
        Map<String, String> names = new LinkedHashMap<>();
        model.getModelElementsByType(FlowElement.class).stream().filter(e -> e.getName() != null).forEach(e -> names.put(e.getId(), e.getName().replace("\n", "")));
        return names;
    }

    private CaseDiagram read(HistoricProcessInstance instance) {
        BpmnModelInstance model = repository.getBpmnModelInstance(instance.getProcessDefinitionId());
        List<HistoricActivityInstance> steps = history.createHistoricActivityInstanceQuery().processInstanceId(instance.getId())
                .orderByHistoricActivityInstanceStartTime().asc().orderPartiallyByOccurrence().asc().list().stream()
                .filter(step -> !step.getActivityId().endsWith(BODY)).toList();
        Map<String, Integer> active = new TreeMap<>();
        Set<String> done = new LinkedHashSet<>();
        Set<String> cancelled = new LinkedHashSet<>();
        for (HistoricActivityInstance step : steps) {
            if (step.getEndTime() == null) {
                active.merge(step.getActivityId(), 1, Integer::sum);
            } else if (step.isCanceled()) {
                cancelled.add(step.getActivityId());
            } else {
                done.add(step.getActivityId());
            }
        }
        List<String> incidents = instance.getEndTime() != null ? List.of() : runtime.createIncidentQuery().processInstanceId(instance.getId()).list().stream()
                .map(Incident::getActivityId).distinct().toList();
        runtime.createProcessInstanceQuery().processInstanceId(instance.getId()).list().forEach(running ->
                runtime.getActiveActivityIds(running.getId()).stream().filter(id -> !id.endsWith(BODY)).forEach(id -> active.putIfAbsent(id, 1)));
        cancelled.removeAll(done);
        return new CaseDiagram(Bpmn.convertToString(model), repository.getProcessDefinition(instance.getProcessDefinitionId()).getVersionTag(), active,
                incidents, List.copyOf(done), List.copyOf(cancelled), List.copyOf(flows(model, steps)), names(model));
    }

    /**
     * History keeps no flows. A step was reached by the flow from whichever of its sources ended last before it began; a
     * joining gateway by all of them.
     */
    private static Set<String> flows(BpmnModelInstance model, List<HistoricActivityInstance> steps) {
        Set<String> taken = new LinkedHashSet<>();
        for (int i = 0; i < steps.size(); i++) {
            HistoricActivityInstance step = steps.get(i);
            if (!(model.getModelElementById(step.getActivityId()) instanceof FlowNode node)) {
                continue;
            }
            int position = i;
            List<SequenceFlow> possible = node.getIncoming().stream().filter(flow -> lastEnd(steps, flow.getSource().getId(), step, position) >= 0).toList();
            if (node instanceof ParallelGateway) {
                possible.forEach(flow -> taken.add(flow.getId()));
            } else {
                possible.stream().max(Comparator.comparingLong((SequenceFlow flow) -> lastEnd(steps, flow.getSource().getId(), step, position))
                        .thenComparingInt(flow -> lastPosition(steps, flow.getSource().getId(), position))).ifPresent(flow -> taken.add(flow.getId()));
            }
        }
        return taken;
    }

    /** When that source last ended before the step began; -1 if it never did. */
    private static long lastEnd(List<HistoricActivityInstance> steps, String source, HistoricActivityInstance step, int position) {
        return steps.stream().filter(s -> s.getActivityId().equals(source) && s.getEndTime() != null && !s.isCanceled())
                .filter(s -> !s.getEndTime().after(step.getStartTime()) && s != step)
                .mapToLong(s -> s.getEndTime().getTime()).max().orElse(-1);
    }

    private static int lastPosition(List<HistoricActivityInstance> steps, String source, int before) {
        for (int i = before - 1; i >= 0; i--) {
            if (steps.get(i).getActivityId().equals(source)) {
                return i;
            }
        }
        return -1;
    }
}
