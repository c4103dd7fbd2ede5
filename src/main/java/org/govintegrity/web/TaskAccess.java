package org.govintegrity.web;

import org.govintegrity.absence.Absence;
import org.govintegrity.absence.Absences;
import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.OpenTask;
import org.govintegrity.engine.Worklist;
import org.govintegrity.registry.Registry;
import org.springframework.stereotype.Component;

import java.util.List;

/** Who may see a task: whom it concerns, and who may read its case. To everybody else it does not exist. */
@Component
public class TaskAccess {

    private final CurrentPerson me;
    private final TaskBook book;
    private final Worklist worklist;
    private final CaseAccess access;
    private final Absences absences;
    private final Registry registry;

    TaskAccess(CurrentPerson me, TaskBook book, Worklist worklist, CaseAccess access, Absences absences, Registry registry) {
        this.absences = absences;
        this.registry = registry;
        this.me = me;
        this.book = book;
        this.worklist = worklist;
        this.access = access;
    }

    /** @throws Refusal (not found) in the same words whether there is no such task or it is not this person's to see */
    public TaskEntry read(String taskId) {
        TaskEntry task = book.get(taskId);
        if (!mine(taskId) && access.find(task.caseNo(), me.id()).isEmpty()) {
            throw Refusal.notFound(TaskBook.NO_SUCH_TASK);
        }
        return task;
    }

    /** Whether it is open and the person has taken it or could, in their own right or in somebody's stead. */
    boolean mine(String taskId) {
        return own(taskId) || !inSteadOf(taskId).isEmpty();
    }

    /** The absent persons who could do the task and for whom this one acts; the one who has taken it alone, if one has. */
    List<String> inSteadOf(String taskId) {
        return worklist.find(taskId).map(open -> absences.actedForBy(me.id()).stream().map(Absence::personId)
                .filter(absent -> open.assignee() == null ? open.concerns(absent, registry.groupsOf(absent)) : absent.equals(open.assignee())).toList()).orElse(List.of());
    }

    private boolean own(String taskId) {
        return worklist.find(taskId).filter((OpenTask open) -> open.concerns(me.id(), me.groups())).isPresent();
    }
}
