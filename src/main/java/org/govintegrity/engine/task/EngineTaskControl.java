package org.govintegrity.engine.task;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.govintegrity.absence.Absences;
import org.govintegrity.calendar.CalendarChanged;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskControl;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.registry.Registry;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final TaskRights rights;
    private final SubstituteLinks substitutes;
    private final Absences absences;
    private final Registry registry;
    private final AsSystem system;

    EngineTaskControl(@Lazy TaskService tasks, @Lazy RepositoryService repository, @Lazy ManagementService management,
                      @Lazy AuthorizationService authorizations, TaskBook book, Briefs briefs, TaskRights rights, SubstituteLinks substitutes, Absences absences,
                      Registry registry, AsSystem system) {
        this.tasks = tasks;
        this.repository = repository;
        this.management = management;
        this.authorizations = authorizations;
        this.book = book;
        this.briefs = briefs;
        this.rights = rights;
        this.substitutes = substitutes;
        this.absences = absences;
        this.registry = registry;
        this.system = system;
    }

    @Override
    public Optional<String> handBackRule(String taskId) {
        return system.call(() -> {
            Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
            if (task == null) {
                return Optional.empty();
            }
            UserTask element = repository.getBpmnModelInstance(task.getProcessDefinitionId()).getModelElementById(task.getTaskDefinitionKey());
            return Optional.ofNullable(UserTaskRules.of(element).handBack());
        });
    }

    @Override
    public void briefAgain(String caseNo) {
        system.run(() -> book.ofCase(caseNo).stream().filter(TaskEntry::open).filter(task -> tasks.createTaskQuery().taskId(task.taskId()).count() > 0)
                .forEach(task -> tasks.setVariablesLocal(task.taskId(), briefs.of(task).variables())));
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
            tasks.setVariablesLocal(taskId, briefs.of(book.get(taskId)).variables());
            // what waits for the task's lateness waits longer too
            management.createJobQuery().executionId(task.getExecutionId()).timers().list()
                    .forEach(timer -> management.recalculateJobDuedate(timer.getId(), false));
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
            absences.letGo(taskId, "returned");
            substitutes.align();
        });
        dueMoved(taskId);
    }

    @Override
    public List<String> assignable(String taskId) {
        return open(taskId).map(rights::assignable).orElse(List.of());
    }

    @Override
    public Optional<String> assignee(String taskId) {
        return open(taskId).map(Task::getAssignee);
    }

    @Override
    public void reassign(String taskId, String personId) {
        Task task = open(taskId).orElseThrow(() -> Refusal.notFound(TaskBook.NO_SUCH_TASK));
        if (!rights.assignable(task).contains(personId)) {
            rights.requireImpartial(task, personId, Optional.empty());
            throw notAssignable(task, personId);
        }
        system.run(() -> tasks.setAssignee(taskId, personId));
        absences.letGo(taskId, "returned");
    }

    @Override
    public void take(String taskId, String personId) {
        tasks.claim(taskId, personId);
    }

    private Refusal notAssignable(Task task, String personId) {
        String name = registry.displayName(personId);
        if (personId.equals(task.getAssignee())) {
            return Refusal.conflict("“" + task.getName() + "”已经由" + name + "办理，不需要改派。");
        }
        return absences.of(personId).map(absence -> Refusal.unprocessable(name + "正缺席（至" + ChineseDates.date(absence.toOn()) + "），由"
                        + registry.displayName(absence.substituteId()) + "代办。请改派给其他人员。"))
                .orElseGet(() -> Refusal.unprocessable("“" + task.getName() + "”不能改派给" + name + "：只能改派给本岗位、承办单位或者本案检查组的在岗人员。"));
    }

    private Optional<Task> open(String taskId) {
        return system.call(() -> Optional.ofNullable(tasks.createTaskQuery().taskId(taskId).singleResult()));
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
