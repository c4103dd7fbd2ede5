package org.govintegrity.bench;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;

import javax.sql.DataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The engine as it comes out of its jar, history full, nothing of ours around it: what the engine itself costs. It runs the very model
 * of a unit's evaluation with every delegate and listener replaced by one that does nothing but set the flag a gateway reads; and the
 * naive model, in which one process instance holds all units side by side.
 */
final class PlainEngine implements AutoCloseable {

    static final String UNIT_MODEL = "unit-evaluation";
    static final String NAIVE_MODEL = "naive-evaluation";
    /** Three offices score a unit, as with the district's indicators. */
    static final List<String> LEADS = List.of("zhengfuban", "fagaiju", "lianxiban");
    private static final int SAMPLE = 5;

    final ProcessEngine engine;

    PlainEngine(DataSource database) {
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("plain");
        configuration.setDataSource(database);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setJobExecutorActivate(false);
        configuration.setEnforceHistoryTimeToLive(false);
        Map<Object, Object> beans = new HashMap<>();
        beans.put("nothing", new Nothing());
        beans.put("flags", new Flags());
        beans.put("offices", new Offices());
        beans.put("later", new Later());
        configuration.setBeans(beans);
        engine = configuration.buildProcessEngine();
        engine.getRepositoryService().createDeployment().addModelInstance(UNIT_MODEL + ".bpmn", emptied()).addModelInstance(NAIVE_MODEL + ".bpmn", naive()).deploy();
    }

    /** Does nothing, wherever it is asked. */
    public static final class Nothing implements JavaDelegate, ExecutionListener, TaskListener {

        @Override
        public void execute(DelegateExecution execution) {
            // that is the point
        }

        @Override
        public void notify(DelegateExecution execution) {
            // that is the point
        }

        @Override
        public void notify(DelegateTask task) {
            // that is the point
        }
    }

    /** Sets what the gateways read, as ours do. */
    public static final class Flags implements JavaDelegate, TaskListener {

        @Override
        public void execute(DelegateExecution execution) {
            execution.setVariable("sampled", Math.floorMod(execution.getProcessBusinessKey().hashCode(), SAMPLE) == 0);
            execution.setVariable("falsified", false);
        }

        @Override
        public void notify(DelegateTask task) {
            task.getExecution().setVariable("objected", false);
        }
    }

    public static final class Offices {

        public List<String> of() {
            return LEADS;
        }
    }

    public static final class Later {

        public Date day() {
            return Date.from(Instant.now().plus(Duration.ofDays(30)));
        }
    }

    /** Our model with empty delegates, for the engine alone: it knows no forms, parties and limits of ours either. */
    private static BpmnModelInstance emptied() {
        BpmnModelInstance model = withoutDelegates();
        model.getModelElementsByType(UserTask.class).forEach(task -> {
            task.removeAttributeNs("http://camunda.org/schema/1.0/bpmn", "formRef");
            task.removeAttributeNs("http://camunda.org/schema/1.0/bpmn", "formRefBinding");
            if (task.getCamundaCandidateGroups().contains("parties")) {
                task.setCamundaCandidateGroups("unit");
            }
        });
        model.getModelElementsByType(org.camunda.bpm.model.bpmn.instance.TimeDate.class).forEach(date -> date.setTextContent("${later.day()}"));
        return model;
    }

    /** Our model as it is but for its delegates and listeners, which do nothing, and for who scores, which they would have found out. */
    static BpmnModelInstance withoutDelegates() {
        BpmnModelInstance model = Bpmn.readModelFromFile(Path.of("processes/evaluation/unit-evaluation.bpmn").toFile());
        model.getModelElementsByType(ServiceTask.class).forEach(task -> task.setCamundaDelegateExpression(
                task.getId().equals("serviceTask_takeFigures") ? "${flags}" : "${nothing}"));
        model.getModelElementsByType(CamundaExecutionListener.class).forEach(listener -> listener.setCamundaDelegateExpression("${nothing}"));
        model.getModelElementsByType(CamundaTaskListener.class).forEach(listener -> listener.setCamundaDelegateExpression(
                ((UserTask) listener.getParentElement().getParentElement()).getId().equals("userTask_respond") ? "${flags}" : "${nothing}"));
        model.getModelElementsByType(MultiInstanceLoopCharacteristics.class).forEach(loop -> loop.setCamundaCollection("${offices.of()}"));
        return model;
    }

    /** What one would draw first: a sub-process for each unit, side by side in one instance. */
    private static BpmnModelInstance naive() {
        BpmnModelInstance model = Bpmn.createExecutableProcess(NAIVE_MODEL).startEvent()
                .subProcess("units").embeddedSubProcess().startEvent()
                .userTask("selfReport").camundaCandidateGroups("unit")
                .serviceTask("takeFigures").camundaDelegateExpression("${nothing}").camundaAsyncBefore()
                .userTask("scoreClause").camundaCandidateGroups("${item}").multiInstance().parallel().camundaCollection("${offices.of()}").camundaElementVariable("item").multiInstanceDone()
                .serviceTask("draftScore").camundaDelegateExpression("${nothing}").camundaAsyncBefore()
                .userTask("respond").camundaCandidateGroups("unit")
                .serviceTask("finalScore").camundaDelegateExpression("${nothing}").camundaAsyncBefore()
                .endEvent().subProcessDone()
                .endEvent().done();
        MultiInstanceLoopCharacteristics loop = model.newInstance(MultiInstanceLoopCharacteristics.class);
        loop.setSequential(false);
        loop.setCamundaCollection("${units}");
        loop.setCamundaElementVariable("unit");
        BaseElement units = model.getModelElementById("units");
        units.addChildElement(loop);
        return model;
    }

    @Override
    public void close() {
        engine.close();
    }
}
