package org.govintegrity.engine.task;

import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model says of a user task by {@code camunda:property}.
 *
 * @param deadline  rule id of the task's limit
 * @param onlyTeam  only members of the case's team may do it
 * @param notOfUnit nobody of the unit the case is about may do it
 * @param notBy     who did one of these tasks in this case or the one it came from may not do it
 * @param handBack  rule id of the limit within which the unit may hand the case back at this task; null if it may not
 * @param notParty  nobody whom a confidential case is about may do it
 * @param from      where the limit does not run from the day the task opens: {@code case} from the day the case was opened,
 *                  {@code family} from the day the family names ({@link org.govintegrity.casefile.LimitStart}); else null
 * @param right     a right, not a duty: nobody is reminded of it or called late
 * @param clause    of the plan by which it is asked for; empty where the model names none
 */
record UserTaskRules(String deadline, boolean onlyTeam, boolean notOfUnit, List<String> notBy, String handBack, boolean notParty, String from, boolean right,
                     String clause) {

    static UserTaskRules of(UserTask task) {
        Map<String, String> properties = new TreeMap<>();
        if (task.getExtensionElements() != null) {
            task.getExtensionElements().getElementsQuery().filterByType(CamundaProperties.class).list().stream()
                    .flatMap(p -> p.getCamundaProperties().stream())
                    .forEach((CamundaProperty p) -> properties.put(p.getCamundaName(), p.getCamundaValue()));
        }
        String notBy = properties.getOrDefault("notBy", "");
        return new UserTaskRules(properties.get("deadline"), "true".equals(properties.get("onlyTeam")),
                "true".equals(properties.get("notOfUnit")), notBy.isEmpty() ? List.of() : List.of(notBy.split("\\s*,\\s*")),
                "true".equals(properties.get("handBack")) ? "handback.request" : properties.get("handBack"), "true".equals(properties.get("notParty")),
                properties.get("deadlineFrom"), "true".equals(properties.get("right")), properties.getOrDefault("clause", ""));
    }
}
