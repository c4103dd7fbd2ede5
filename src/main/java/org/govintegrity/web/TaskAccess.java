package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.OpenTask;
import org.govintegrity.engine.Worklist;
import org.springframework.stereotype.Component;

/** Who may see a task: whom it concerns, and who may read its case. To everybody else it does not exist. */
@Component
public class TaskAccess {

    private final CurrentPerson me;
    private final TaskBook book;
    private final Worklist worklist;
    private final CaseAccess access;

    TaskAccess(CurrentPerson me, TaskBook book, Worklist worklist, CaseAccess access) {
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

    /** Whether it is open and the person has taken it or could. */
    boolean mine(String taskId) {
        return worklist.find(taskId).filter((OpenTask open) -> open.concerns(me.id(), me.groups())).isPresent();
    }
}
