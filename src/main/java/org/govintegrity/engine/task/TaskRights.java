package org.govintegrity.engine.task;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.govintegrity.absence.Absence;
import org.govintegrity.absence.Absences;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.Submissions;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.engine.OwnTransaction;
import org.govintegrity.registry.Person;
import org.govintegrity.registry.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do a task: its candidates, whoever acts for one of them who is away, and nobody who has to stand back (回避). A
 * substitute stands back for what either of the two did: standing in must not open a door that is closed to the absent person.
 */
@Component
class TaskRights {

    private static final Logger LOG = LoggerFactory.getLogger(TaskRights.class);

    private final TaskService tasks;
    private final RepositoryService repository;
    private final IdentityService identity;
    private final Absences absences;
    private final Submissions submissions;
    private final TaskBook book;
    private final Cases cases;
    private final Registry registry;
    private final AsSystem system;
    private final OwnTransaction ownTransaction;

    TaskRights(@Lazy TaskService tasks, @Lazy RepositoryService repository, @Lazy IdentityService identity, Absences absences,
               Submissions submissions, TaskBook book, Cases cases, Registry registry, AsSystem system, OwnTransaction ownTransaction) {
        this.tasks = tasks;
        this.repository = repository;
        this.identity = identity;
        this.absences = absences;
        this.submissions = submissions;
        this.book = book;
        this.cases = cases;
        this.registry = registry;
        this.system = system;
        this.ownTransaction = ownTransaction;
    }

    /**
     * @return the absence under which the person acts; empty where the task is theirs to do anyway
     * @throws Refusal if it is somebody else's, not within what they may do, or they have to stand back
     */
    Optional<Absence> requireEligible(Task task, String person) {
        String assignee = task.getAssignee();
        if (!person.equals(assignee)) {
            return requireEntitled(task, person, assignee);
        }
        Optional<Absence> held = absences.heldUnder(task.getId()).filter(absence -> absence.substituteId().equals(person));
        held.filter(absence -> !absences.inForce(absence)).ifPresent(over -> {
            throw Refusal.forbidden("您代" + name(over.personId()) + "办理的期间已经结束，“" + task.getName() + "”随即退回本人。");
        });
        requireImpartial(task, person, held);
        return held;
    }

    /**
     * The same for whoever is to have the task next.
     *
     * @param assignee who has it now and is not to be passed over; null if nobody has, or if that does not matter
     */
    Optional<Absence> requireEntitled(Task task, String person, String assignee) {
        List<IdentityLink> links = candidates(task.getId());
        Optional<Absence> acting = Optional.empty();
        if (assignee != null || !candidate(links, person)) {
            List<Absence> possible = absences.actedForBy(person).stream()
                    .filter(absence -> assignee == null ? candidate(links, absence.personId()) : assignee.equals(absence.personId())).toList();
            if (possible.isEmpty()) {
                throw assignee == null ? Refusal.forbidden("“" + task.getName() + "”不在" + name(person) + "的职责范围内，不能领取或办理。")
                        : Refusal.conflict("“" + task.getName() + "”已由" + name(assignee) + "领取。如需由您办理，请先请其退回待领。");
            }
            acting = possible.stream().filter(absence -> objection(task, person, Optional.of(absence)).isEmpty()).findFirst().or(() -> Optional.of(possible.get(0)));
        }
        requireImpartial(task, person, acting);
        return acting;
    }

    /** Refuses whoever has to stand back, and leaves a trace of it that outlives the request. */
    void requireImpartial(Task task, String person, Optional<Absence> acting) {
        objection(task, person, acting).ifPresent(why -> {
            String caseNo = caseNo(task);
            LOG.warn("回避：{} 不得办理 {} 的“{}”", person, caseNo, task.getName());
            ownTransaction.call(() -> {
                cases.find(caseNo).ifPresent(file -> cases.note(caseNo, "internal-recusal", "拒绝" + name(person) + "办理“" + task.getName() + "”：" + why));
                return null;
            });
            throw Refusal.forbidden(why);
        });
    }

    /**
     * Who may be given the task: its candidates and, where a unit owns it, that unit's people (not so where only the case's
     * team may do it); nobody who has it, is away, or has to stand back.
     */
    List<String> assignable(Task task) {
        Set<String> people = new LinkedHashSet<>();
        for (IdentityLink link : candidates(task.getId())) {
            if (link.getUserId() != null) {
                people.add(link.getUserId());
            } else {
                registry.peopleInGroup(link.getGroupId()).forEach(person -> people.add(person.id()));
            }
        }
        if (!rules(task).onlyTeam()) {
            book.find(task.getId()).flatMap(entry -> registry.unitOfGroup(entry.owner()))
                    .ifPresent(unit -> registry.peopleInGroup(unit.id()).forEach(person -> people.add(person.id())));
        }
        return people.stream().filter(person -> !person.equals(task.getAssignee()) && !registry.groupsOf(person).isEmpty()
                && absences.of(person).isEmpty() && objection(task, person, Optional.empty()).isEmpty()).toList();
    }

    /** For whom the person acts today and could have the task as it is now. */
    boolean actsFor(Task task, String person) {
        List<IdentityLink> links = candidates(task.getId());
        return absences.actedForBy(person).stream().anyMatch(absence -> absence.personId().equals(task.getAssignee()) || candidate(links, absence.personId()));
    }

    String caseNo(Task task) {
        return book.get(task.getId()).caseNo();
    }

    private Optional<String> objection(Task task, String person, Optional<Absence> acting) {
        UserTaskRules rules = rules(task);
        if (!rules.notOfUnit() && !rules.notParty() && rules.notBy().isEmpty()) {
            return Optional.empty();
        }
        CaseFile file = cases.find(caseNo(task)).orElse(null);
        if (file == null) {
            return Optional.empty();
        }
        String who = person.equals(currentPerson()) ? "您" : name(person);
        if (rules.notOfUnit() && file.unitId() != null && registry.findPerson(person).map(Person::unitId).filter(file.unitId()::equals).isPresent()) {
            return Optional.of(who + "是本案所涉单位的工作人员，应当回避，请由其他单位的人员办理。");
        }
        if (rules.notParty()) {
            List<String> parties = cases.members(file.caseNo(), Cases.PARTY);
            if (parties.contains(person) || acting.map(Absence::personId).filter(parties::contains).isPresent()) {
                return Optional.of(who + "是本案当事人或者代当事人办理，应当回避，请由其他人员办理。");
            }
        }
        if (rules.notBy().isEmpty()) {
            return Optional.empty();
        }
        List<String> related = new ArrayList<>(List.of(file.caseNo()));
        for (CaseFile at = file; at != null && at.parentNo() != null; at = cases.find(at.parentNo()).orElse(null)) {
            related.add(at.parentNo());
        }
        List<String> doers = submissions.doers(related, rules.notBy());
        if (doers.contains(person)) {
            return Optional.of(who + "参与了本案前面的环节，应当回避，请由其他人员办理。");
        }
        return acting.map(Absence::personId).filter(doers::contains)
                .map(absent -> who + "代" + name(absent) + "办理，而" + name(absent) + "参与了本案前面的环节，应当回避，代办人同样应当回避。请由其他人员办理。");
    }

    private List<IdentityLink> candidates(String taskId) {
        return system.call(() -> tasks.getIdentityLinksForTask(taskId)).stream().filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType())).toList();
    }

    /** Whether one of these links makes the person a candidate, themselves or by a group. */
    boolean candidate(Collection<IdentityLink> links, String person) {
        List<String> groups = registry.groupsOf(person);
        return links.stream().anyMatch(link -> link.getUserId() != null ? link.getUserId().equals(person) : groups.contains(link.getGroupId()));
    }

    private UserTaskRules rules(Task task) {
        UserTask element = repository.getBpmnModelInstance(task.getProcessDefinitionId()).getModelElementById(task.getTaskDefinitionKey());
        return UserTaskRules.of(element);
    }

    private String name(String person) {
        return registry.displayName(person);
    }

    private String currentPerson() {
        Authentication current = identity.getCurrentAuthentication();
        return current == null ? null : current.getUserId();
    }
}
