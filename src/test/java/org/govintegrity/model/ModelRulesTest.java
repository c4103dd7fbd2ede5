package org.govintegrity.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.govintegrity.model.Models.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

/** Every model, table and form keeps to the house rules. */
class ModelRulesTest {

    private static final String SEMANTIC_ID = "[a-z][A-Za-z]*_[a-z][A-Za-z0-9]*";
    private static final String CHINESE = ".*\\p{IsHan}.*";
    /** Of the plan the models were written for. */
    private static final Set<String> CLAUSES = clauses();

    private static Set<String> clauses() {
        try {
            return Files.readAllLines(Path.of("seeds/wendeng/plan.yaml")).stream().filter(line -> line.matches("  - id: \\p{IsHan}\\.[0-9]+"))
                    .map(line -> line.substring(line.indexOf(':') + 2)).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Model> models() {
        return Models.bpmn();
    }

    @Test
    void thereAreModels() {
        assertThat(models()).hasSizeGreaterThanOrEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("models")
    void isValidBpmnWithOneExecutableProcess(Model model) {
        Bpmn.validateModel(model.bpmn());
        assertThat(model.bpmn().getModelElementsByType(Process.class)).singleElement().satisfies(process -> {
            assertThat(process.isExecutable()).isTrue();
            assertThat(process.getId()).isEqualTo(baseName(model.file()));
            assertThat(process.getName()).matches(CHINESE);
            assertThat(process.getCamundaHistoryTimeToLiveString()).as("history TTL").matches("P\\d+[YMD]");
            assertThat(process.getCamundaVersionTag()).as("version tag").isNotBlank();
            assertThat(process.getDocumentations()).as("documentation").isNotEmpty();
            assertThat(Models.property(process, "clause")).as("clause of the plan").hasValueSatisfying(clause -> assertThat(CLAUSES).contains(clause));
            assertThat(process.isCamundaStartableInTasklist()).as("only an inspection is started by hand").isEqualTo(process.getId().equals("inspection"));
        });
    }

    @ParameterizedTest
    @MethodSource("models")
    void idsSayWhatTheyAre(Model model) {
        List<String> wrong = model.bpmn().getModelElementsByType(FlowElement.class).stream().map(BaseElement::getId)
                .filter(id -> !id.matches(SEMANTIC_ID)).toList();
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyNodeHasChineseLabelAndDocumentation(Model model) {
        List<String> wrong = new ArrayList<>();
        for (FlowNode node : model.bpmn().getModelElementsByType(FlowNode.class)) {
            boolean silent = node instanceof Gateway && !(node instanceof ExclusiveGateway && node.getOutgoing().size() > 1);
            if (!silent && (node.getName() == null || !node.getName().matches(CHINESE))) {
                wrong.add(node.getId() + " has no Chinese label");
            }
            if (!(node instanceof Gateway) && node.getDocumentations().isEmpty()) {
                wrong.add(node.getId() + " has no documentation");
            }
        }
        for (ExclusiveGateway gateway : model.bpmn().getModelElementsByType(ExclusiveGateway.class)) {
            if (gateway.getOutgoing().size() > 1) {
                gateway.getOutgoing().stream().filter(flow -> flow.getName() == null || !flow.getName().matches(CHINESE))
                        .forEach(flow -> wrong.add(flow.getId() + " has no Chinese label"));
                if (gateway.getDefault() == null) {
                    wrong.add(gateway.getId() + " has no default flow");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void diagramIsComplete(Model model) {
        Set<String> drawn = new HashSet<>();
        model.bpmn().getModelElementsByType(BpmnShape.class).forEach(shape -> drawn.add(shape.getBpmnElement().getId()));
        model.bpmn().getModelElementsByType(BpmnEdge.class).forEach(edge -> {
            assertThat(edge.getWaypoints().size()).isGreaterThanOrEqualTo(2);
            drawn.add(edge.getBpmnElement().getId());
        });
        Set<String> all = model.bpmn().getModelElementsByType(FlowElement.class).stream().filter(e -> e instanceof FlowNode || e instanceof SequenceFlow)
                .map(BaseElement::getId).collect(Collectors.toCollection(TreeSet::new));
        assertThat(drawn).containsAll(all);
    }

    @ParameterizedTest
    @MethodSource("models")
    void userTasksNameGroupFormDeadlineAndClause(Model model) {
        Set<String> rules = new DeadlineTable().ruleIds();
        Set<String> forms = formIds();
        for (UserTask task : model.bpmn().getModelElementsByType(UserTask.class)) {
            assertAll(task.getId(),
                    () -> assertThat(task.getCamundaCandidateGroups()).as("candidate group").isNotBlank(),
                    () -> assertThat(task.getCamundaFormRef()).as("form").isIn(forms),
                    () -> assertThat(task.getCamundaFormRefBinding()).as("form binding").isEqualTo("deployment"),
                    () -> assertThat(Models.property(task, "deadline")).as("deadline rule").hasValueSatisfying(rule -> assertThat(rules).contains(rule)),
                    () -> assertThat(Models.property(task, "clause")).as("clause of the plan").hasValueSatisfying(clause -> assertThat(CLAUSES).contains(clause)),
                    () -> assertThat(task.getCamundaDueDate()).as("the due date comes from the rule").isNull());
            Models.property(task, "notBy").ifPresent(keys -> assertThat(allUserTasks()).contains(keys.split("\\s*,\\s*")));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void codeIsReachedByDelegateExpressionOnly(Model model) {
        for (ServiceTask task : model.bpmn().getModelElementsByType(ServiceTask.class)) {
            assertThat(task.getCamundaDelegateExpression()).as(task.getId()).matches("\\$\\{[a-zA-Z]+}");
            assertThat(task.getCamundaClass()).isNull();
            assertThat(task.getCamundaExpression()).isNull();
            assertThat(task.getCamundaType()).isNull();
        }
        for (CamundaTaskListener listener : model.bpmn().getModelElementsByType(CamundaTaskListener.class)) {
            assertThat(listener.getCamundaDelegateExpression()).matches("\\$\\{[a-zA-Z]+}");
        }
        for (CamundaExecutionListener listener : model.bpmn().getModelElementsByType(CamundaExecutionListener.class)) {
            assertThat(listener.getCamundaDelegateExpression()).matches("\\$\\{[a-zA-Z]+}");
        }
        assertThat(model.bpmn().getModelElementsByType(ScriptTask.class)).isEmpty();
        assertThat(model.bpmn().getModelElementsByType(CamundaScript.class)).isEmpty();
        assertThat(model.bpmn().getModelElementsByType(ConditionExpression.class)).allSatisfy(c -> assertThat(c.getLanguage()).isNull());
    }

    @ParameterizedTest
    @MethodSource("models")
    void aStepWithAnEffectIsAJobThatIsTriedAgain(Model model) {
        for (ServiceTask task : model.bpmn().getModelElementsByType(ServiceTask.class)) {
            if (task.isCamundaAsyncBefore()) {
                assertThat(task.getExtensionElements()).as(task.getId()).isNotNull();
                assertThat(task.getExtensionElements().getElementsQuery().filterByType(CamundaFailedJobRetryTimeCycle.class).list())
                        .as(task.getId()).singleElement()
                        .satisfies(cycle -> assertThat(cycle.getTextContent()).matches("R\\d+/PT\\d+[SMH]"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void stepsSideBySideDoNotCollide(Model model) {
        for (MultiInstanceLoopCharacteristics loop : model.bpmn().getModelElementsByType(MultiInstanceLoopCharacteristics.class)) {
            assertThat(loop.isCamundaAsyncAfter()).as(((BaseElement) loop.getParentElement()).getId() + " inner asyncAfter").isTrue();
            assertThat(loop.getCamundaElementVariable()).isEqualTo("item");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void tablesAndProcessesThatAreCalledExist(Model model) {
        Set<String> decisions = Models.files("processes", ".dmn").stream().map(ModelRulesTest::baseName).collect(Collectors.toSet());
        Set<String> processes = models().stream().map(m -> baseName(m.file())).collect(Collectors.toSet());
        for (BusinessRuleTask task : model.bpmn().getModelElementsByType(BusinessRuleTask.class)) {
            assertThat(task.getCamundaDecisionRef()).as(task.getId()).isIn(decisions);
            assertThat(task.getCamundaDecisionRefBinding()).as(task.getId()).isEqualTo("latest");
        }
        for (CallActivity call : model.bpmn().getModelElementsByType(CallActivity.class)) {
            assertThat(call.getCalledElement()).as(call.getId()).isIn(processes);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void remindersAreTheLaddersBusinessNotDrawnPerTask(Model model) {
        for (BoundaryEvent event : model.bpmn().getModelElementsByType(BoundaryEvent.class)) {
            assertThat(event.cancelActivity()).as(event.getId() + " changes the flow").isTrue();
        }
    }

    /** From there evidence is uploaded and the case is read; without the link nobody at a form finds it. */
    @ParameterizedTest
    @MethodSource("models")
    void everyTasksFormLeadsToItsPage(Model model) throws IOException {
        for (UserTask task : model.bpmn().getModelElementsByType(UserTask.class)) {
            Path form = Models.files("forms", ".form").stream().filter(file -> baseName(file).equals(task.getCamundaFormRef())).findFirst().orElseThrow();
            assertThat(Files.readString(form)).as(task.getId()).contains("/tasks/{{brief.taskId}}").contains("上传证据");
        }
    }

    @Test
    void everyFormIsNamedByAModelAndAsksWithinLimits() throws IOException {
        Set<String> named = new HashSet<>();
        for (Model model : models()) {
            model.bpmn().getModelElementsByType(UserTask.class).forEach(task -> named.add(task.getCamundaFormRef()));
            model.bpmn().getModelElementsByType(StartEvent.class).forEach(start -> named.add(start.getCamundaFormRef()));
        }
        for (Path file : Models.files("forms", ".form")) {
            JsonNode form = new ObjectMapper().readTree(Files.readString(file));
            assertThat(form.path("id").asText()).as(file.toString()).isEqualTo(baseName(file)).isIn(named);
            checkFields(file, form.path("components"));
        }
    }

    private static void checkFields(Path file, JsonNode components) {
        for (JsonNode field : components) {
            String type = field.path("type").asText();
            if (Set.of("textfield", "textarea").contains(type)) {
                assertThat(field.at("/validate/maxLength").asInt()).as(file + " " + field.path("key")).isBetween(1, 5000);
            }
            if (!Set.of("text", "html", "separator", "spacer").contains(type)) {
                assertThat(field.path("label").asText()).as(file + " " + field.path("key")).matches(CHINESE);
            }
            checkFields(file, field.path("components"));
        }
    }

    private static Set<String> formIds() {
        return Models.files("forms", ".form").stream().map(ModelRulesTest::baseName).collect(Collectors.toSet());
    }

    private static Set<String> allUserTasks() {
        return models().stream().flatMap(m -> m.bpmn().getModelElementsByType(UserTask.class).stream()).map(BaseElement::getId).collect(Collectors.toSet());
    }

    private static String baseName(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }
}
