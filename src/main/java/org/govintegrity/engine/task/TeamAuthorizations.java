package org.govintegrity.engine.task;

import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/**
 * The rights that come with a task. As the engine gives them, but a task that only the case's team may do gives none to
 * the whole group its model names: the members get theirs one by one.
 */
public class TeamAuthorizations extends DefaultAuthorizationProvider {

    @Override
    public AuthorizationEntity[] newTaskGroupIdentityLink(Task task, String groupId, String type) {
        UserTask element = task instanceof TaskEntity entity ? entity.getBpmnModelElementInstance() : null;
        return element != null && UserTaskRules.of(element).onlyTeam() ? null : super.newTaskGroupIdentityLink(task, groupId, type);
    }
}
