package org.govintegrity.engine.task;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.govintegrity.casefile.Actor;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.engine.Refusals;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The one door through which tasks are taken and finished, from Tasklist, REST and our pages alike.
 * What a person hands in is checked against the form the model names and stored as a {@link org.govintegrity.casefile.Submission};
 * no value of it becomes a process variable, so nobody can steer a process by adding one.
 */
@Component
public class TaskGate {

    private static final Logger LOG = LoggerFactory.getLogger(TaskGate.class);
    /** Two people working on neighbouring tasks may collide in the engine; trying again is all it takes. */
    private static final int ATTEMPTS = 4;

    private final ObjectProvider<TaskService> tasks;
    private final ObjectProvider<RepositoryService> repository;
    private final ObjectProvider<RuntimeService> runtime;
    private final ObjectProvider<IdentityService> identity;
    private final ObjectProvider<Submissions> submissions;
    private final ObjectProvider<TaskBook> book;
    private final ObjectProvider<Cases> cases;
    private final ObjectProvider<Registry> registry;
    private final ObjectProvider<FormSchemas> schemas;
    private final ObjectProvider<AsSystem> system;
    private final ObjectProvider<PlatformTransactionManager> transactions;

    /** Everything is asked for late: the gate is built before the engine that these services belong to. */
    TaskGate(ObjectProvider<TaskService> tasks, ObjectProvider<RepositoryService> repository,
             ObjectProvider<RuntimeService> runtime, ObjectProvider<IdentityService> identity, ObjectProvider<Submissions> submissions,
             ObjectProvider<TaskBook> book, ObjectProvider<Cases> cases, ObjectProvider<Registry> registry,
             ObjectProvider<FormSchemas> schemas, ObjectProvider<AsSystem> system, ObjectProvider<PlatformTransactionManager> transactions) {
        this.tasks = tasks;
        this.repository = repository;
        this.runtime = runtime;
        this.identity = identity;
        this.submissions = submissions;
        this.book = book;
        this.cases = cases;
        this.registry = registry;
        this.schemas = schemas;
        this.system = system;
        this.transactions = transactions;
    }

    /**
     * Checks and stores what was handed in, then lets the engine complete the task, in one transaction.
     *
     * @throws Refusal if the task is over, is somebody else's, or the form is not filled in as it must be
     */
    <T> T complete(String taskId, Map<String, Object> values, Supplier<T> completion) {
        return retrying(taskId, () -> new TransactionTemplate(transactions.getObject()).execute(status -> {
            Task task = visibleTask(taskId);
            String person = currentPerson();
            String caseNo = caseNo(task);
            if (person != null) {
                requireEligible(task, person, caseNo);
                if (task.getAssignee() == null) {
                    system.getObject().run(() -> tasks.getObject().setAssignee(taskId, person));
                }
            }
            Map<String, Object> checked = schemas.getObject().ofTask(taskId).check(values);
            submissions.getObject().store(taskId, task.getTaskDefinitionKey(), caseNo, book.getObject().get(taskId).item(),
                    person == null ? Actor.SYSTEM : person, checked);
            return completion.get();
        }));
    }

    void claim(String taskId, String userId, Runnable claim) {
        retrying(taskId, () -> {
            Task task = visibleTask(taskId);
            String person = currentPerson();
            if (person != null && !person.equals(userId)) {
                throw Refusal.forbidden("任务只能由本人领取。");
            }
            if (userId != null) {
                requireEligible(task, userId, caseNo(task));
            }
            claim.run();
            return null;
        });
    }

    void assign(String taskId, String userId, Runnable assignment) {
        String person = currentPerson();
        if (person == null) {
            assignment.run();
            return;
        }
        retrying(taskId, () -> {
            Task task = visibleTask(taskId);
            if (userId == null && person.equals(task.getAssignee())) {
                system.getObject().run(assignment);   // putting back what one has taken needs no further right
                return null;
            }
            if (userId != null) {
                requireCandidate(task, userId);
                requireImpartial(task, userId, caseNo(task));
            }
            assignment.run();
            return null;
        });
    }

    void refuseShortCut() {
        if (currentPerson() != null) {
            throw noticed(Refusal.forbidden("任务只能通过提交表单办结，不能从外部触发错误或升级事件。"));
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

    private void requireEligible(Task task, String person, String caseNo) {
        if (task.getAssignee() != null && !task.getAssignee().equals(person)) {
            throw Refusal.conflict("“" + task.getName() + "”已由" + name(task.getAssignee()) + "领取。如需由您办理，请先请其退回待领。");
        }
        if (task.getAssignee() == null) {
            requireCandidate(task, person);
        }
        requireImpartial(task, person, caseNo);
    }

    private void requireCandidate(Task task, String person) {
        List<IdentityLink> links = system.getObject().call(() -> tasks.getObject().getIdentityLinksForTask(task.getId()));
        List<String> groups = registry.getObject().groupsOf(person);
        boolean candidate = links.stream().filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
                .anyMatch(link -> person.equals(link.getUserId()) || groups.contains(link.getGroupId()));
        if (!candidate) {
            throw Refusal.forbidden("“" + task.getName() + "”不在" + name(person) + "的职责范围内，不能领取或办理。");
        }
    }

    private void requireImpartial(Task task, String person, String caseNo) {
        UserTaskRules rules = rules(task);
        CaseFile file = cases.getObject().find(caseNo).orElse(null);
        if (rules.notOfUnit() && file != null && file.unitId() != null
                && registry.getObject().findPerson(person).map(Person::unitId).filter(file.unitId()::equals).isPresent()) {
            refuseForPartiality(task, person, caseNo, "您是本案所涉单位的工作人员，应当回避，请由其他单位的人员办理。");
        }
        if (!rules.notBy().isEmpty() && file != null) {
            List<String> relatedCases = new ArrayList<>(List.of(caseNo));
            if (file.parentNo() != null) {
                relatedCases.add(file.parentNo());
            }
            if (submissions.getObject().doers(relatedCases, rules.notBy()).contains(person)) {
                refuseForPartiality(task, person, caseNo, "您参与了本案前面的环节，应当回避，请由其他人员办理。");
            }
        }
    }

    private void refuseForPartiality(Task task, String person, String caseNo, String why) {
        LOG.warn("回避：{} 不得办理 {} 的“{}”", person, caseNo, task.getName());
        throw Refusal.forbidden(why);
    }

    private UserTaskRules rules(Task task) {
        UserTask element = repository.getObject().getBpmnModelInstance(task.getProcessDefinitionId())
                .getModelElementById(task.getTaskDefinitionKey());
        return UserTaskRules.of(element);
    }

    /** The task, if it is there and the person may see it. */
    private Task visibleTask(String taskId) {
        Task task = tasks.getObject().createTaskQuery().taskId(taskId).singleResult();
        if (task != null) {
            return task;
        }
        TaskEntry entry = book.getObject().find(taskId)
                .orElseThrow(() -> Refusal.notFound("没有找到这项任务。请刷新待办列表，确认任务仍在办理中。"));
        if (entry.open()) {
            throw Refusal.forbidden("您没有权限查看或办理这项任务。");
        }
        throw over(entry);
    }

    private Refusal over(TaskEntry entry) {
        return Refusal.conflict("“" + entry.taskName() + "”已于" + ChineseDates.time(entry.closedAt()) + "由"
                + name(entry.closedBy()) + "办结或撤回，您本次填写的内容没有提交。请刷新待办列表。");
    }

    private <T> T retrying(String taskId, Supplier<T> action) {
        boolean outermost = !TransactionSynchronizationManager.isActualTransactionActive();
        for (int attempt = 1; ; attempt++) {
            try {
                return action.get();
            } catch (OptimisticLockingException collision) {
                if (!outermost || attempt == ATTEMPTS) {
                    throw book.getObject().find(taskId).filter(entry -> !entry.open()).map(this::over).orElseThrow(() -> collision);
                }
            } catch (RuntimeException e) {
                Refusals.notice(e);
                throw Refusals.in(e).<RuntimeException>map(r -> r).orElse(e);
            }
        }
    }

    private String caseNo(Task task) {
        return system.getObject().call(() -> runtime.getObject().createProcessInstanceQuery()
                .processInstanceId(task.getProcessInstanceId()).singleResult().getBusinessKey());
    }

    private String name(String person) {
        return registry.getObject().displayName(person);
    }

    private String currentPerson() {
        Authentication current = identity.getObject().getCurrentAuthentication();
        return current == null ? null : current.getUserId();
    }
}
