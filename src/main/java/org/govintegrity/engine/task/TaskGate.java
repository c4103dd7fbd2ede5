package org.govintegrity.engine.task;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.Task;
import org.govintegrity.absence.Absence;
import org.govintegrity.absence.Absences;
import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.engine.OneCommand;
import org.govintegrity.engine.OwnTransaction;
import org.govintegrity.engine.Refusals;
import org.govintegrity.registry.Registry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The one door through which tasks are taken and finished, from Tasklist, REST and our pages alike.
 * What a person hands in is checked against the form the model names and stored as a {@link org.govintegrity.casefile.Submission};
 * no value of it becomes a process variable, so nobody can steer a process by adding one.
 */
@Component
public class TaskGate {

    /** Two people working on neighbouring tasks may collide in the engine; trying again is all it takes. */
    private static final int ATTEMPTS = 4;

    private final ObjectProvider<TaskService> tasks;
    private final ObjectProvider<IdentityService> identity;
    private final ObjectProvider<Submissions> submissions;
    private final ObjectProvider<TaskBook> book;
    private final ObjectProvider<Cases> cases;
    private final ObjectProvider<Registry> registry;
    private final ObjectProvider<FormSchemas> schemas;
    private final ObjectProvider<TaskRights> rights;
    private final ObjectProvider<SubstituteLinks> links;
    private final ObjectProvider<Absences> absences;
    private final ObjectProvider<AsSystem> system;
    private final ObjectProvider<OneCommand> command;
    private final ObjectProvider<OwnTransaction> ownTransaction;

    /** Everything is asked for late: the gate is built before the engine that these services belong to. */
    TaskGate(ObjectProvider<TaskService> tasks, ObjectProvider<IdentityService> identity, ObjectProvider<Submissions> submissions,
             ObjectProvider<TaskBook> book, ObjectProvider<Cases> cases, ObjectProvider<Registry> registry, ObjectProvider<FormSchemas> schemas,
             ObjectProvider<TaskRights> rights, ObjectProvider<SubstituteLinks> links, ObjectProvider<Absences> absences,
             ObjectProvider<AsSystem> system, ObjectProvider<OneCommand> command,
             ObjectProvider<OwnTransaction> ownTransaction) {
        this.tasks = tasks;
        this.identity = identity;
        this.submissions = submissions;
        this.book = book;
        this.cases = cases;
        this.registry = registry;
        this.schemas = schemas;
        this.rights = rights;
        this.links = links;
        this.absences = absences;
        this.system = system;
        this.command = command;
        this.ownTransaction = ownTransaction;
    }

    /**
     * Checks and stores what was handed in, then lets the engine complete the task, in one transaction.
     *
     * @throws Refusal if the task is over, is somebody else's, or the form is not filled in as it must be
     */
    <T> T complete(String taskId, Map<String, Object> values, Supplier<T> completion) {
        return inTransaction(taskId, () -> {
            Task task = visibleTask(taskId);
            String person = currentPerson();
            Optional<Absence> acting = Optional.empty();
            if (person != null) {
                acting = rights.getObject().requireEligible(task, person);
                if (!person.equals(task.getAssignee())) {
                    system.getObject().run(() -> tasks.getObject().setAssignee(taskId, person));
                    acting.ifPresent(absence -> take(task, absence));
                }
            }
            Map<String, Object> checked = schemas.getObject().ofTask(task).check(values);
            TaskEntry entry = book.getObject().get(taskId);
            submissions.getObject().store(taskId, task.getTaskDefinitionKey(), entry.caseNo(), entry.item(),
                    person == null ? Actor.SYSTEM : person, acting.map(Absence::personId).orElse(null), checked);
            return completion.get();
        });
    }

    void claim(String taskId, String userId, Runnable claim) {
        inTransaction(taskId, () -> {
            Task task = visibleTask(taskId);
            String person = currentPerson();
            if (person != null && !person.equals(userId)) {
                throw Refusal.forbidden("任务只能由本人领取。");
            }
            Optional<Absence> acting = userId == null ? Optional.empty() : rights.getObject().requireEligible(task, userId);
            boolean taken = userId != null && userId.equals(task.getAssignee());
            if (acting.isPresent() && !taken) {
                // the engine lets nobody claim what somebody else has; from an absent person the substitute may
                system.getObject().run(() -> tasks.getObject().setAssignee(taskId, userId));
                take(task, acting.get());
            } else {
                claim.run();
            }
            return null;
        });
    }

    /** @param userId null to put the task back */
    void assign(String taskId, String userId, Runnable assignment) {
        String person = currentPerson();
        if (person == null) {
            assignment.run();
            return;
        }
        inTransaction(taskId, () -> {
            Task task = visibleTask(taskId);
            Optional<Absence> acting = userId == null ? Optional.empty() : rights.getObject().requireEntitled(task, userId, null);
            if (userId == null && task.getAssignee() != null && (person.equals(task.getAssignee()) || actsFor(person, task.getAssignee()))) {
                system.getObject().run(assignment);   // putting back what one has taken needs no further right
            } else {
                assignment.run();
            }
            absences.getObject().letGo(taskId, "returned");
            acting.ifPresent(absence -> take(task, absence));
            return null;
        });
    }

    /** A link makes somebody a candidate, or more; nobody who has to stand back. Whether one may set it the engine decides. */
    void link(String taskId, String userId, Runnable link) {
        if (currentPerson() == null || userId == null) {
            link.run();
            return;
        }
        retrying(taskId, () -> {
            rights.getObject().requireImpartial(visibleTask(taskId), userId, Optional.empty());
            link.run();
            return null;
        });
    }

    /** A delegated task goes back to its owner: by whoever has it, to somebody who need not stand back, and with nothing added. */
    void resolve(String taskId, Map<String, Object> values, Runnable resolution) {
        String person = currentPerson();
        if (person == null) {
            resolution.run();
            return;
        }
        inTransaction(taskId, () -> {
            Task task = visibleTask(taskId);
            if (values != null && !values.isEmpty()) {
                throw Refusal.forbidden("任务只能通过提交表单办结，交回时不能附带流程变量。");
            }
            if (!person.equals(task.getAssignee()) || task.getOwner() == null) {
                throw Refusal.forbidden("只有转给您办理的任务才能交回。不需要办理的，请退回待领。");
            }
            rights.getObject().requireImpartial(task, task.getOwner(), Optional.empty());
            resolution.run();
            absences.getObject().letGo(taskId, "returned");
            return null;
        });
    }

    /** A task saved as a whole may bring another assignee, owner or date along: the same holds as when each is set by itself. */
    void save(Task changed, Runnable saving) {
        refuseWithoutProcess(changed);
        if (currentPerson() == null) {
            saving.run();
            return;
        }
        inTransaction(changed.getId(), () -> {
            Task stored = visibleTask(changed.getId());
            if (time(stored.getDueDate()) != time(changed.getDueDate())) {
                throw Refusal.forbidden("办理期限由期限规则计算，不能直接修改。需要更多时间的，由单位负责人申请延期。");
            }
            Optional<Absence> acting = Optional.empty();
            boolean reassigned = !Objects.equals(stored.getAssignee(), changed.getAssignee());
            if (reassigned && changed.getAssignee() != null) {
                acting = rights.getObject().requireEntitled(stored, changed.getAssignee(), null);
            }
            if (changed.getOwner() != null && !changed.getOwner().equals(stored.getOwner())) {
                rights.getObject().requireImpartial(stored, changed.getOwner(), Optional.empty());
            }
            saving.run();
            if (reassigned) {
                absences.getObject().letGo(changed.getId(), "returned");
                acting.ifPresent(absence -> take(stored, absence));
            }
            return null;
        });
    }

    void refuseShortCut() {
        if (currentPerson() != null) {
            throw noticed(Refusal.forbidden("任务只能通过提交表单办结，不能从外部触发错误或升级事件。"));
        }
    }

    void refuseDeletion() {
        if (currentPerson() != null) {
            throw noticed(Refusal.forbidden("任务由流程产生，不能删除。不需要办理的，请撤销或者撤回所属案件。"));
        }
    }

    /** A task of its own would have no case, no limit and no record. */
    void refuseWithoutProcess(Task task) {
        if (task.getProcessInstanceId() == null) {
            throw noticed(Refusal.forbidden("任务只能由流程产生，不能单独新建。需要督促单位办理事项的，请发起监督检查。"));
        }
    }

    private static Refusal noticed(Refusal refusal) {
        Refusals.notice(refusal);
        return refusal;
    }

    private void take(Task task, Absence absence) {
        String caseNo = rights.getObject().caseNo(task);
        absences.getObject().took(absence, task.getId(), caseNo, task.getName());
        cases.getObject().find(caseNo).ifPresent(file -> cases.getObject().note(caseNo, "substitute", name(absence.substituteId()) + "代"
                + name(absence.personId()) + "领取“" + task.getName() + "”"));
    }

    private boolean actsFor(String person, String absent) {
        return absences.getObject().actedForBy(person).stream().map(Absence::personId).anyMatch(absent::equals);
    }

    private static long time(Date date) {
        return date == null ? 0 : date.getTime();
    }

    /** The task, if it is there and the person may see it. */
    private Task visibleTask(String taskId) {
        Task task = tasks.getObject().createTaskQuery().taskId(taskId).singleResult();
        if (task != null) {
            return task;
        }
        TaskEntry entry = book.getObject().find(taskId)
                .orElseThrow(() -> Refusal.notFound("没有找到这项任务。请刷新待办列表，确认任务仍在办理中。"));
        if (!entry.open()) {
            throw over(entry);
        }
        // linked by a command of its own and then read as system: within a command the engine neither sees rights that are not
        // written yet nor asks the database the same question twice
        if (!ownTransaction.getObject().call(() -> links.getObject().linkNow(taskId, currentPerson()))) {
            throw Refusal.forbidden("您没有权限查看或办理这项任务。");
        }
        return system.getObject().call(() -> tasks.getObject().createTaskQuery().taskId(taskId).singleResult());
    }

    private Refusal over(TaskEntry entry) {
        return Refusal.conflict("“" + entry.taskName() + "”已于" + ChineseDates.time(entry.closedAt()) + "由"
                + name(entry.closedBy()) + "办结或撤回（办理期限为" + ChineseDates.date(entry.dueOn()) + "），您本次填写的内容没有提交。请刷新待办列表。");
    }

    private <T> T inTransaction(String taskId, Supplier<T> action) {
        return retrying(taskId, () -> command.getObject().call(action));
    }

    private <T> T retrying(String taskId, Supplier<T> action) {
        boolean outermost = !TransactionSynchronizationManager.isActualTransactionActive();
        for (int attempt = 1; ; attempt++) {
            try {
                return action.get();
            } catch (OptimisticLockingException | DuplicateKeyException collision) {   // the second: both have handed in the same task
                if (!outermost || attempt == ATTEMPTS) {
                    throw book.getObject().find(taskId).filter(entry -> !entry.open()).map(this::over).orElseThrow(() -> collision);
                }
            } catch (RuntimeException e) {
                Refusals.notice(e);
                throw Refusals.in(e).<RuntimeException>map(r -> r).orElse(e);
            }
        }
    }

    private String name(String person) {
        return registry.getObject().displayName(person);
    }

    private String currentPerson() {
        Authentication current = identity.getObject().getCurrentAuthentication();
        return current == null ? null : current.getUserId();
    }
}
