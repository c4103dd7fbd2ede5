package org.govintegrity.web.api;

import org.govintegrity.common.Refusal;
import org.govintegrity.escalation.EscalationService;
import org.govintegrity.escalation.Reassignment;
import org.govintegrity.escalation.ReassignmentService;
import org.govintegrity.web.CurrentPerson;
import org.govintegrity.web.TaskAccess;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;

/** Asking for more time, or for another unit, and giving a task to another person, from outside. */
@RestController
@RequestMapping("/api/v1/tasks/{taskId}")
class TaskApi {

    private final CurrentPerson me;
    private final TaskAccess tasks;
    private final EscalationService escalation;
    private final ReassignmentService reassignments;

    TaskApi(CurrentPerson me, TaskAccess tasks, EscalationService escalation, ReassignmentService reassignments) {
        this.reassignments = reassignments;
        this.me = me;
        this.tasks = tasks;
        this.escalation = escalation;
    }

    /** 201 with the request's own {@code {caseNo}}. {@code by} counts in the unit of the task's rule; 403 for who does not head the task's unit. */
    @PostMapping("/extension")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, String> extension(@PathVariable String taskId, @RequestBody ExtensionRequest request) {
        tasks.read(taskId);
        if (request.by() == null) {
            throw Refusal.invalid("请写明要延长多少（by），例如 3。");
        }
        return Map.of("caseNo", escalation.requestExtension(taskId, request.by(), request.reason(), me.id()));
    }

    /** 201 with the request's own {@code {caseNo}}; 403 for who does not belong to the task's unit. */
    @PostMapping("/hand-back")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, String> handBack(@PathVariable String taskId, @RequestBody HandBackRequest request) {
        tasks.read(taskId);
        return Map.of("caseNo", escalation.requestHandBack(taskId, request.reason(), me.id()));
    }

    /**
     * 200 with what was done; 403 for who is neither a supervisor nor heads the task's unit, and where the person has to stand
     * back; 422 where the person is away or not one of those who may have the task.
     */
    @PostMapping("/assign")
    Reassignment assign(@PathVariable String taskId, @RequestBody AssignRequest request) {
        tasks.read(taskId);
        return reassignments.reassign(taskId, request.person(), request.reason(), me.id());
    }

    record AssignRequest(String person, String reason) {
    }

    record ExtensionRequest(Integer by, String reason) {
    }

    record HandBackRequest(String reason) {
    }
}
