package org.govintegrity.web;

import org.govintegrity.calendar.DeadlineRule;
import org.govintegrity.calendar.DeadlineService;
import org.govintegrity.casefile.TaskControl;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.escalation.EscalationService;
import org.govintegrity.registry.Registry;
import org.govintegrity.registry.Unit;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.Optional;

/** What a unit may ask for at a task: more time, or that it be given to another unit. */
@Page
class EscalationActions {

    private final CurrentPerson me;
    private final TaskAccess tasks;
    private final TaskControl control;
    private final Registry registry;
    private final DeadlineService deadlines;
    private final EscalationService escalation;

    EscalationActions(CurrentPerson me, TaskAccess tasks, TaskControl control, Registry registry, DeadlineService deadlines,
                      EscalationService escalation) {
        this.me = me;
        this.tasks = tasks;
        this.control = control;
        this.registry = registry;
        this.deadlines = deadlines;
        this.escalation = escalation;
    }

    /** Offers on a task's page what this person may ask for; whether it is still allowed the service decides. */
    void offer(TaskEntry task, Model model) {
        if (!task.open()) {
            return;
        }
        Optional<Unit> unit = registry.unitOfGroup(task.owner());
        DeadlineRule rule = deadlines.rule(task.rule(), task.asOf());
        Optional<EscalationService.Extension> extension = unit.flatMap(u -> escalation.extensionOf(task.taskId(), u.id()));
        Optional<EscalationService.HandBack> handBack = escalation.handBackOf(task.caseNo());
        model.addAttribute("extension", extension.orElse(null));
        model.addAttribute("handBack", handBack.orElse(null));
        if (extension.isEmpty() && rule.cap() > 0 && unit.filter(u -> me.groups().contains(Registry.headGroup(u.id()))).isPresent()) {
            model.addAttribute("mayExtend", true);
            model.addAttribute("extensionMax", rule.cap());
            model.addAttribute("extensionUnit", rule.unit().words());
        }
        Optional<DeadlineRule> limit = control.handBackRule(task.taskId()).map(id -> deadlines.rule(id, task.asOf()));
        limit.ifPresent(found -> model.addAttribute("handBackLimit", found.amount() + found.unit().words()));
        model.addAttribute("mayHandBack", handBack.isEmpty() && unit.filter(u -> me.groups().contains(u.id())).isPresent() && limit.isPresent());
    }

    @PostMapping("/tasks/{taskId}/extension")
    String extension(@PathVariable String taskId, @RequestParam(defaultValue = "") String by, @RequestParam(defaultValue = "") String reason,
                     RedirectAttributes next) {
        tasks.read(taskId);
        try {
            String no = escalation.requestExtension(taskId, number(by), reason, me.id());
            next.addFlashAttribute("done", "延期申请已提交（" + no + "），由监督员审批。批准以前，原期限照常计算。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            next.addFlashAttribute("by", by);
            next.addFlashAttribute("extensionReason", reason);
        }
        return backTo(taskId, next);
    }

    @PostMapping("/tasks/{taskId}/hand-back")
    String handBack(@PathVariable String taskId, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        tasks.read(taskId);
        try {
            String no = escalation.requestHandBack(taskId, reason, me.id());
            next.addFlashAttribute("done", "退回申请已提交（" + no + "），由联席会议办公室最终指定办理单位。指定以前，原期限照常计算。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            next.addFlashAttribute("handBackReason", reason);
        }
        return backTo(taskId, next);
    }

    private static String backTo(String taskId, RedirectAttributes next) {
        next.addAttribute("taskId", taskId);
        return "redirect:/tasks/{taskId}";
    }

    private static int number(String by) {
        if (!by.strip().matches("\\d{1,4}")) {
            throw Refusal.invalid("请填写要延长多少，只填数字，例如 3。");
        }
        return Integer.parseInt(by.strip());
    }
}
