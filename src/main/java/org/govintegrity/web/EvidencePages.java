package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.common.Refusal;
import org.govintegrity.evidence.Evidence;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import java.util.function.Supplier;

/** Handing in evidence on the page of a case or a task, fetching it, and withdrawing what was handed in by mistake. */
@Page
class EvidencePages {

    private final CurrentPerson me;
    private final CaseAccess access;
    private final TaskAccess tasks;
    private final EvidenceDesk desk;

    EvidencePages(CurrentPerson me, CaseAccess access, TaskAccess tasks, EvidenceDesk desk) {
        this.me = me;
        this.access = access;
        this.tasks = tasks;
        this.desk = desk;
    }

    @PostMapping("/cases/{caseNo}/evidence")
    String addToCase(@PathVariable String caseNo, @RequestParam(required = false) MultipartFile file,
                     @RequestParam(defaultValue = "") String description, RedirectAttributes next) {
        access.read(caseNo, me.id());
        added(next, description, () -> desk.addToCase(caseNo, file, description));
        next.addAttribute("caseNo", caseNo);
        return "redirect:/cases/{caseNo}";
    }

    @PostMapping("/tasks/{taskId}/evidence")
    String addToTask(@PathVariable String taskId, @RequestParam(required = false) MultipartFile file,
                     @RequestParam(defaultValue = "") String description, RedirectAttributes next) {
        tasks.read(taskId);
        added(next, description, () -> desk.addToTask(taskId, file, description));
        next.addAttribute("taskId", taskId);
        return "redirect:/tasks/{taskId}";
    }

    @GetMapping("/evidence/{id:\\d{1,18}}")
    ResponseEntity<Resource> download(@PathVariable long id) {
        return desk.download(id);
    }

    @PostMapping("/evidence/{id:\\d{1,18}}/withdraw")
    String withdraw(@PathVariable long id, @RequestParam(defaultValue = "") String reason,
                    @RequestParam(defaultValue = "false") boolean fromTask, RedirectAttributes next) {
        Evidence one = desk.seen(id);
        try {
            desk.withdraw(id, reason);
            next.addFlashAttribute("done", "证据“" + one.name() + "”已作废，仍列在证据中并注明作废。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
        }
        boolean backToTask = fromTask && one.taskId() != null;
        next.addAttribute("no", backToTask ? one.taskId() : one.caseNo());
        return backToTask ? "redirect:/tasks/{no}" : "redirect:/cases/{no}";
    }

    private static void added(RedirectAttributes next, String description, Supplier<Evidence> adding) {
        try {
            next.addFlashAttribute("done", "证据“" + adding.get().name() + "”已上传。");
        } catch (Refusal refusal) {
            next.addFlashAttribute("problem", refusal.getMessage());
            next.addFlashAttribute("evidenceDescription", description);
        }
    }
}
