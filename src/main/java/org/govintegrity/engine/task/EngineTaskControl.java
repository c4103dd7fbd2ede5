package org.govintegrity.engine.task;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.govintegrity.calendar.CalendarChanged;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskControl;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.engine.AsSystem;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.stream.Collectors;

/** The engine's side of {@link TaskControl}, and due dates that follow the calendar. */
@Component
class EngineTaskControl implements TaskControl {

    private final TaskService tasks;
    private final RepositoryService repository;
    private final ManagementService management;
    private final AuthorizationService authorizations;
    private final TaskBook book;
    private final Briefs briefs;
    private final AsSystem system;

    EngineTaskControl(@Lazy TaskService tasks, @Lazy RepositoryService repository, @Lazy ManagementService management,
                      @Lazy AuthorizationService authorizations, TaskBook book, Briefs briefs, AsSystem system) {
        this.tasks = tasks;
        this.repository = repository;
        this.management = management;
        this.authorizations = authorizations;
        this.book = book;
        this.briefs = briefs;
        this.system = system;
    }

    @Override
    public boolean mayBeHandedBack(String taskId) {
        return system.call(() -> {
            Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
            if (task == null) {
                return false;
            }
            UserTask element = repository.getBpmnModelInstance(task.getProcessDefinitionId()).getModelElementById(task.getTaskDefinitionKey());
            return UserTaskRules.of(element).handBack();
        });
    }

    @Override
    public void dueMoved(String taskId) {
        system.run(() -> {
            Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
            if (task == null) {
                return;   // it ended while its date moved
            }
            task.setDueDate(ChineseDates.endOfDay(book.get(taskId).dueOn()));
            tasks.saveTask(task);
            tasks.setVariablesLocal(taskId, briefs.of(book.get(taskId)));
        });
    }

    @Override
    public void passTo(String taskId, String fromGroup, String toGroup) {
        system.run(() -> {
            tasks.setAssignee(taskId, null);
            tasks.deleteCandidateGroup(taskId, fromGroup);
            // the engine grants rights with a link but does not take them back with it
            authorizations.createAuthorizationQuery().resourceType(Resources.TASK).resourceId(taskId).list()
                    .forEach(right -> authorizations.deleteAuthorization(right.getId()));
            tasks.addCandidateGroup(taskId, toGroup);
        });
        dueMoved(taskId);
    }

    /**
     * A holiday notice was loaded: every running due date and timer is computed anew, in the same transaction, with a trace
     * of whoever loaded it. A form is also written anew where only the sum has changed, for instance is no longer provisional.
     */
    @EventListener
    void on(CalendarChanged change) {
        Map<String, String> sums = book.allOpen().stream().collect(Collectors.toMap(TaskEntry::taskId, TaskEntry::explanation));
        book.recompute("载入放假安排（" + change.source() + "），重新计算");
        system.run(() -> {
            book.allOpen().stream().filter(task -> !task.explanation().equals(sums.get(task.taskId()))).forEach(task -> dueMoved(task.taskId()));
            for (String instance : book.instancesWithTimers()) {
                for (Job timer : management.createJobQuery().processInstanceId(instance).timers().list()) {
                    management.recalculateJobDuedate(timer.getId(), false);   // asks deadline.of again, which keeps its first day
                }
            }
        });
    }
}
