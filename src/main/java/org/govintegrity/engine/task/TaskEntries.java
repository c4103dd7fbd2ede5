package org.govintegrity.engine.task;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.persistence.entity.IdentityLinkEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.govintegrity.absence.Absences;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.LimitStart;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.ChineseDates;
import org.govintegrity.registry.Registry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;

/** What happens when a user task opens or ends, whichever process it belongs to. */
@Component
class TaskEntries {

    private final TaskBook book;
    private final Cases cases;
    private final Briefs briefs;
    private final Absences absences;
    private final SubstituteLinks substitutes;
    private final Registry registry;
    private final RepositoryService repository;
    private final ObjectProvider<LimitStart> starts;

    TaskEntries(TaskBook book, Cases cases, Briefs briefs, Absences absences, SubstituteLinks substitutes, Registry registry,
                @Lazy RepositoryService repository, ObjectProvider<LimitStart> starts) {
        this.starts = starts;
        this.absences = absences;
        this.substitutes = substitutes;
        this.registry = registry;
        this.book = book;
        this.cases = cases;
        this.briefs = briefs;
        this.repository = repository;
    }

    void opened(DelegateTask task) {
        UserTaskRules rules = UserTaskRules.of(task.getBpmnModelElementInstance());
        String caseNo = task.getExecution().getProcessBusinessKey();
        String owner = candidateGroups(task).get(0);
        if (rules.onlyTeam()) {
            narrowToTeam(task, caseNo);
        }
        String processKey = repository.getProcessDefinition(task.getProcessDefinitionId()).getKey();
        LimitStart.Start start = startOf(rules, caseNo, task);
        TaskEntry entry = book.open(task.getId(), caseNo, processKey, task.getTaskDefinitionKey(), task.getName(),
                (String) task.getVariable("item"), owner, start != null && start.rule() != null ? start.rule() : rules.deadline(), !rules.right(),
                start == null ? null : start.day(), rules.clause());
        task.setDueDate(ChineseDates.endOfDay(entry.dueOn()));
        Briefs.Brief brief = briefs.of(entry);
        if (brief.taskName() != null) {
            task.setName(brief.taskName());
            book.rename(task.getId(), brief.taskName());
        }
        brief.variables().forEach(task::setVariableLocal);
        substitutes.opened(task);
    }

    /** Null where the limit runs from today. */
    private LimitStart.Start startOf(UserTaskRules rules, String caseNo, DelegateTask task) {
        if (rules.from() == null) {
            return null;
        }
        return switch (rules.from()) {
            case "case" -> cases.find(caseNo).map(file -> new LimitStart.Start(file.openedOn(), null)).orElse(null);
            case "family" -> starts.stream().flatMap(family -> family.startOf(caseNo, task.getTaskDefinitionKey(), (String) task.getVariable("item")).stream())
                    .findFirst().orElseThrow(() -> new IllegalStateException("no family names the start of " + task.getTaskDefinitionKey() + " in " + caseNo));
            default -> throw new IllegalStateException("deadlineFrom=" + rules.from() + " of " + task.getTaskDefinitionKey());
        };
    }

    void closed(DelegateTask task, String how) {
        book.close(task.getId(), how);
        if ("completed".equals(how)) {
            String caseNo = task.getExecution().getProcessBusinessKey();
            String inStead = absences.heldUnder(task.getId()).map(absence -> "（代" + registry.displayName(absence.personId()) + "办理）").orElse("");
            cases.find(caseNo).map(CaseFile::caseNo).ifPresent(no -> cases.note(no, "task-done", "办结“" + task.getName() + "”" + inStead));
        }
        absences.letGo(task.getId(), "completed".equals(how) ? "done" : "cancelled");
    }

    /**
     * The candidate group of the model gives way to the members of this case's team. The links are removed one by one: a task
     * that has just been created looks for those to delete in the database, where they are not yet.
     */
    private void narrowToTeam(DelegateTask task, String caseNo) {
        for (IdentityLinkEntity link : List.copyOf(((TaskEntity) task).getIdentityLinks())) {
            if (IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null) {
                link.delete();
                ((TaskEntity) task).getIdentityLinks().remove(link);
            }
        }
        task.addCandidateUsers(cases.members(caseNo, Cases.TEAM));
    }

    private static List<String> candidateGroups(DelegateTask task) {
        List<String> groups = new ArrayList<>();
        for (IdentityLink link : task.getCandidates()) {
            if (IdentityLinkType.CANDIDATE.equals(link.getType()) && link.getGroupId() != null) {
                groups.add(link.getGroupId());
            }
        }
        if (groups.isEmpty()) {
            throw new IllegalStateException("user task " + task.getTaskDefinitionKey() + " has no candidate group");
        }
        return groups;
    }
}
