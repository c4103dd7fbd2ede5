package org.govintegrity.web.api;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.evidence.Evidence;
import org.govintegrity.web.CurrentPerson;
import org.govintegrity.web.EvidenceDesk;
import org.govintegrity.web.TaskAccess;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.util.UriComponentsBuilder;

import java.util.List;

/** Handing in and fetching evidence from outside. What a person may not see on the pages they cannot see here. */
@RestController
@RequestMapping("/api/v1")
class EvidenceApi {

    private final CurrentPerson me;
    private final CaseAccess access;
    private final TaskAccess tasks;
    private final EvidenceDesk desk;

    EvidenceApi(CurrentPerson me, CaseAccess access, TaskAccess tasks, EvidenceDesk desk) {
        this.me = me;
        this.access = access;
        this.tasks = tasks;
        this.desk = desk;
    }

    /** 200 with the list, what was withdrawn included; 404 if the case is not this person's to read. */
    @GetMapping("/cases/{caseNo}/evidence")
    List<Evidence> list(@PathVariable String caseNo) {
        return desk.ofCase(access.read(caseNo, me.id()));
    }

    /**
     * A form with {@code file}, and if wanted {@code description} and {@code taskId}. 201 with the record; 400 for an empty
     * file, 404 if the case or task is not this person's to see, 403 if the task is not theirs to do, 409 if the case is over
     * or they have handed in the same before, 413 or 422 for a file that is too large, 422 for one that is not what it says.
     */
    @PostMapping(path = "/cases/{caseNo}/evidence", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Evidence> add(@PathVariable String caseNo, @RequestParam(required = false) MultipartFile file,
                                 @RequestParam(defaultValue = "") String description, @RequestParam(defaultValue = "") String taskId) {
        Evidence added;
        if (taskId.isEmpty()) {
            added = desk.addToCase(caseNo, file, description);
        } else {
            TaskEntry task = tasks.read(taskId);
            if (!task.caseNo().equals(caseNo)) {
                throw Refusal.invalid("任务" + taskId + "不属于案件" + caseNo + "，请核对编号。");
            }
            added = desk.addToTask(taskId, file, description);
        }
        return ResponseEntity.created(UriComponentsBuilder.fromPath("/api/v1/evidence/{id}").build(added.id())).body(added);
    }

    /** 200 with the file itself; 404 if it is not this person's to see, 422 if it is damaged. */
    @GetMapping("/evidence/{id}")
    ResponseEntity<Resource> download(@PathVariable long id) {
        return desk.download(id);
    }

    /** 200 with the record; 400 without a reason, 403 for who did not hand it in, 409 if it is withdrawn or the case is over. */
    @PostMapping("/evidence/{id}/withdraw")
    Evidence withdraw(@PathVariable long id, @RequestBody Withdrawal withdrawal) {
        return desk.withdraw(id, withdrawal.reason());
    }

    record Withdrawal(String reason) {
    }
}
