package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.TaskBook;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.engine.OpenTask;
import org.govintegrity.engine.Worklist;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One task: what it is, when it is due and why, and what can be asked for. */
@Page
class TaskPage {

    private final CurrentPerson me;
    private final TaskAccess taskAccess;
    private final TaskBook book;
    private final Worklist worklist;
    private final CaseAccess access;
    private final EscalationActions actions;
    private final TaskActions handing;
    private final EvidenceDesk evidence;

    TaskPage(CurrentPerson me, TaskAccess taskAccess, TaskBook book, Worklist worklist, CaseAccess access, EscalationActions actions,
             TaskActions handing, EvidenceDesk evidence) {
        this.handing = handing;
        this.me = me;
        this.taskAccess = taskAccess;
        this.book = book;
        this.worklist = worklist;
        this.access = access;
        this.actions = actions;
        this.evidence = evidence;
    }

    @GetMapping("/tasks/{taskId}")
    String task(@PathVariable String taskId, Model model) {
        TaskEntry task = taskAccess.read(taskId);
        model.addAttribute("task", task);
        model.addAttribute("file", access.find(task.caseNo(), me.id()).orElse(null));
        model.addAttribute("assignee", worklist.find(taskId).map(OpenTask::assignee).orElse(null));
        model.addAttribute("mine", taskAccess.mine(taskId));
        model.addAttribute("moves", book.movesOf(task.caseNo()).stream().filter(move -> move.taskId().equals(taskId)).toList());
        actions.offer(task, model);
        handing.offer(task, model);
        evidence.show(task, model);
        return "task";
    }
}
