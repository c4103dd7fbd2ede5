package org.govintegrity.engine.task;

import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The engine's task service behind the {@link TaskGate}. */
public class GuardedTaskService extends TaskServiceImpl {

    private final TaskGate gate;

    public GuardedTaskService(TaskGate gate) {
        this.gate = gate;
    }

    @Override
    public void complete(String taskId) {
        complete(taskId, Map.of());
    }

    @Override
    public void complete(String taskId, Map<String, Object> values) {
        gate.complete(taskId, values, () -> {
            super.complete(taskId, null);
            return null;
        });
    }

    @Override
    public VariableMap completeWithVariablesInReturn(String taskId, Map<String, Object> values, boolean deserialize) {
        return gate.complete(taskId, values, () -> super.completeWithVariablesInReturn(taskId, null, deserialize));
    }

    @Override
    public void claim(String taskId, String userId) {
        gate.claim(taskId, userId, () -> super.claim(taskId, userId));
    }

    @Override
    public void setAssignee(String taskId, String userId) {
        gate.assign(taskId, userId, () -> super.setAssignee(taskId, userId));
    }

    @Override
    public void delegateTask(String taskId, String userId) {
        gate.assign(taskId, userId, () -> super.delegateTask(taskId, userId));
    }

    @Override
    public void saveTask(Task task) {
        gate.save(task, () -> super.saveTask(task));
    }

    @Override
    public void setOwner(String taskId, String userId) {
        gate.link(taskId, userId, () -> super.setOwner(taskId, userId));
    }

    @Override
    public void addCandidateUser(String taskId, String userId) {
        gate.link(taskId, userId, () -> super.addCandidateUser(taskId, userId));
    }

    @Override
    public void addUserIdentityLink(String taskId, String userId, String type) {
        if (IdentityLinkType.ASSIGNEE.equals(type)) {
            gate.assign(taskId, userId, () -> super.addUserIdentityLink(taskId, userId, type));
        } else {
            gate.link(taskId, userId, () -> super.addUserIdentityLink(taskId, userId, type));
        }
    }

    @Override
    public void deleteUserIdentityLink(String taskId, String userId, String type) {
        if (IdentityLinkType.ASSIGNEE.equals(type)) {
            gate.assign(taskId, null, () -> super.deleteUserIdentityLink(taskId, userId, type));
        } else {
            super.deleteUserIdentityLink(taskId, userId, type);
        }
    }

    @Override
    public void resolveTask(String taskId) {
        gate.resolve(taskId, null, () -> super.resolveTask(taskId));
    }

    @Override
    public void resolveTask(String taskId, Map<String, Object> values) {
        gate.resolve(taskId, values, () -> super.resolveTask(taskId, values));
    }

    @Override
    public void deleteTasks(Collection<String> taskIds, boolean cascade) {
        gate.refuseDeletion();
        super.deleteTasks(taskIds, cascade);
    }

    @Override
    public void deleteTasks(Collection<String> taskIds, String reason) {
        gate.refuseDeletion();
        super.deleteTasks(taskIds, reason);
    }

    @Override
    public void deleteTasks(Collection<String> taskIds) {
        deleteTasks(taskIds, false);
    }

    @Override
    public void deleteTask(String taskId) {
        deleteTasks(List.of(taskId), false);
    }

    @Override
    public void deleteTask(String taskId, boolean cascade) {
        deleteTasks(List.of(taskId), cascade);
    }

    @Override
    public void deleteTask(String taskId, String reason) {
        deleteTasks(List.of(taskId), reason);
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode, String errorMessage, Map<String, Object> variables) {
        gate.refuseShortCut();
        super.handleBpmnError(taskId, errorCode, errorMessage, variables);
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode, String errorMessage) {
        handleBpmnError(taskId, errorCode, errorMessage, null);
    }

    @Override
    public void handleBpmnError(String taskId, String errorCode) {
        handleBpmnError(taskId, errorCode, null, null);
    }

    @Override
    public void handleEscalation(String taskId, String escalationCode, Map<String, Object> variables) {
        gate.refuseShortCut();
        super.handleEscalation(taskId, escalationCode, variables);
    }

    @Override
    public void handleEscalation(String taskId, String escalationCode) {
        handleEscalation(taskId, escalationCode, null);
    }
}
