package org.govintegrity.web;

import org.govintegrity.casefile.TaskControl;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.engine.Refusals;
import org.govintegrity.escalation.ReassignmentService;
import org.govintegrity.registry.Registry;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who has a task: giving it to another person, and taking it in the stead of somebody who is away. */
@Page
class TaskActions {

    private final CurrentPerson me;
    private final TaskAccess tasks;
    private final TaskControl control;
    private final Registry registry;
    private final ReassignmentService reassignments;

    TaskActions(CurrentPerson me, TaskAccess tasks, TaskControl control, Registry registry, ReassignmentService reassignments) {
        this.me = me;
        this.tasks = tasks;
        this.control = control;
        this.registry = registry;
        this.reassignments = reassignments;
    }

    /** Offers on a task's page what this person may do about who has it. */
    void offer(TaskEntry task, Model model) {
        model.addAttribute("reassignments", reassignments.of(task.taskId()));
        if (task.open()) {
            model.addAttribute("inSteadOf", tasks.inSteadOf(task.taskId()));
            model.addAttribute("assignable", reassignments.mayReassign(task, me.id()) ? reassignments.assignable(task) : null);
        }
    }

    @PostMapping("/tasks/{taskId}/assign")
    String assign(@PathVariable String taskId, @RequestParam(defaultValue = "") String person, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        tasks.read(taskId);
        try {
            reassignments.reassign(taskId, person, reason, me.id());
            next.addFlashAttribute("done", "已改派" + registry.displayName(person) + "办理，对方会收到通知。办理期限不变。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            next.addFlashAttribute("assignPerson", person);
            next.addFlashAttribute("assignReason", reason);
        }
        next.addAttribute("taskId", taskId);
        return "redirect:/tasks/{taskId}";
    }

    /** Takes the task and goes on to its form in Tasklist. */
    @PostMapping("/tasks/{taskId}/take")
    String take(@PathVariable String taskId, RedirectAttributes next) {
        tasks.read(taskId);
        try {
            control.take(taskId, me.id());
            return "redirect:/camunda/app/tasklist/default/#/?task=" + taskId;
        } catch (RuntimeException thrown) {
            next.addFlashAttribute("problem", Refusals.in(thrown).orElseThrow(() -> thrown).getMessage());
            next.addAttribute("taskId", taskId);
            return "redirect:/tasks/{taskId}";
        }
    }
}
