package org.govintegrity.engine.task;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.govintegrity.absence.Absence;
import org.govintegrity.absence.AbsenceChanged;
import org.govintegrity.absence.Absences;
import org.govintegrity.absence.TakenTask;
import org.govintegrity.casefile.Cases;
import org.govintegrity.engine.AsSystem;
import org.govintegrity.engine.Worklist;
import org.govintegrity.registry.Registry;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets the engine, and so Tasklist, show a substitute the absent person's tasks: by an identity link of a type of its own,
 * which brings the right to see and do that one task. It is a shadow of the absences and decides nothing: who may take or
 * finish a task is asked of {@link TaskRights} when it happens.
 */
@Component
@Transactional
public class SubstituteLinks {

    static final String TYPE = "substitute";

    private final TaskService tasks;
    private final AuthorizationService authorizations;
    private final Absences absences;
    private final TaskRights rights;
    private final Worklist worklist;
    private final Cases cases;
    private final Registry registry;
    private final AsSystem system;
    private final JdbcClient jdbc;

    SubstituteLinks(@Lazy TaskService tasks, @Lazy AuthorizationService authorizations, Absences absences, TaskRights rights, Worklist worklist, Cases cases,
                    Registry registry, AsSystem system, JdbcClient jdbc) {
        this.tasks = tasks;
        this.authorizations = authorizations;
        this.absences = absences;
        this.rights = rights;
        this.worklist = worklist;
        this.cases = cases;
        this.registry = registry;
        this.system = system;
        this.jdbc = jdbc;
    }

    private record Link(String taskId, String userId) {
    }

    /** Gives back what is held under absences that are over, and makes the links what today's absences ask for; repeatable. */
    public void align() {
        absences.takeTurn();
        system.run(() -> {
            absences.held().forEach(this::giveBackIfOver);
            Set<Link> wanted = wanted();
            Set<Link> present = new HashSet<>(jdbc.sql("select TASK_ID_, USER_ID_ from ACT_RU_IDENTITYLINK where TYPE_ = ?").param(TYPE)
                    .query((row, i) -> new Link(row.getString(1), row.getString(2))).list());
            wanted.stream().filter(link -> !present.contains(link)).forEach(link -> tasks.addUserIdentityLink(link.taskId(), link.userId(), TYPE));
            present.stream().filter(link -> !wanted.contains(link)).forEach(this::unlink);
        });
    }

    @EventListener
    public void on(AbsenceChanged change) {
        align();
    }

    /** A task that has just opened is shown to whoever acts for one of its candidates. */
    public void opened(DelegateTask task) {
        List<IdentityLink> candidates = task.getCandidates().stream().filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType())).toList();
        absences.inForce().stream().filter(absence -> rights.candidate(candidates, absence.personId()) && !rights.candidate(candidates, absence.substituteId()))
                .forEach(absence -> task.addUserIdentityLink(absence.substituteId(), TYPE));
    }

    /**
     * For a substitute who is faster than the next sweep.
     *
     * @return whether the person acts for somebody who could do the task, and can see it now
     */
    public boolean linkNow(String taskId, String person) {
        if (person == null) {
            return false;
        }
        absences.takeTurn();
        return system.call(() -> {
            Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
            if (task == null || !rights.actsFor(task, person)) {
                return false;
            }
            if (tasks.getIdentityLinksForTask(taskId).stream().noneMatch(link -> TYPE.equals(link.getType()) && person.equals(link.getUserId()))) {
                tasks.addUserIdentityLink(taskId, person, TYPE);
            }
            return true;
        });
    }

    private Set<Link> wanted() {
        Set<Link> wanted = new HashSet<>();
        for (Absence absence : absences.inForce()) {
            String substitute = absence.substituteId();
            Set<String> theirs = new HashSet<>(worklist.of(absence.personId(), registry.groupsOf(absence.personId())).keySet());
            theirs.removeAll(worklist.candidateFor(substitute, registry.groupsOf(substitute)));
            theirs.forEach(task -> wanted.add(new Link(task, substitute)));
        }
        return wanted;
    }

    private void giveBackIfOver(TakenTask taken) {
        Absence absence = absences.get(taken.absenceId());
        if (absences.inForce(absence)) {
            return;
        }
        Task task = tasks.createTaskQuery().taskId(taken.taskId()).taskAssignee(absence.substituteId()).singleResult();
        if (task != null) {
            boolean back = !registry.groupsOf(absence.personId()).isEmpty();   // somebody who has left cannot take it back
            tasks.setAssignee(taken.taskId(), back ? absence.personId() : null);
            cases.find(taken.caseNo()).ifPresent(file -> cases.note(taken.caseNo(), "substitute", "缺席代办结束，“" + taken.taskName() + "”由"
                    + registry.displayName(absence.substituteId()) + (back ? "退回" + registry.displayName(absence.personId()) : "退回待领")));
        }
        absences.letGo(taken.taskId(), "returned");
    }

    /** The engine grants rights with a link but does not take them back with it. */
    private void unlink(Link link) {
        tasks.deleteUserIdentityLink(link.taskId(), link.userId(), TYPE);
        Task task = tasks.createTaskQuery().taskId(link.taskId()).singleResult();
        boolean otherwise = task != null && (link.userId().equals(task.getAssignee()) || tasks.getIdentityLinksForTask(link.taskId()).stream()
                .anyMatch(other -> !TYPE.equals(other.getType()) && link.userId().equals(other.getUserId())));
        if (!otherwise) {
            authorizations.createAuthorizationQuery().userIdIn(link.userId()).resourceType(Resources.TASK).resourceId(link.taskId()).list()
                    .forEach(right -> authorizations.deleteAuthorization(right.getId()));
        }
    }
}
