package org.govintegrity.web;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.casefile.CaseFile;
import org.govintegrity.casefile.Cases;
import org.govintegrity.casefile.TaskEntry;
import org.govintegrity.common.Refusal;
import org.govintegrity.complaint.ComplaintFiles;
import org.govintegrity.complaint.Complaints;
import org.govintegrity.evidence.Evidence;
import org.govintegrity.evidence.EvidenceAdded;
import org.govintegrity.evidence.EvidenceService;
import org.govintegrity.evidence.EvidenceWithdrawn;
import org.govintegrity.evidence.NewEvidence;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.multipart.MultipartFile;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Who may hand in, see and fetch evidence: whoever may read the case, and what the supervising side hands in is not for the
 * unit's eyes before the conclusion is served. With a task also whoever may do it, who then sees what they handed in themselves.
 */
@Component
public class EvidenceDesk {

    private final CurrentPerson me;
    private final TaskAccess tasks;
    private final CaseAccess access;
    private final Cases cases;
    private final EvidenceService evidence;
    private final ComplaintFiles complaintFiles;

    EvidenceDesk(CurrentPerson me, TaskAccess tasks, CaseAccess access, Cases cases, EvidenceService evidence, ComplaintFiles complaintFiles) {
        this.me = me;
        this.tasks = tasks;
        this.access = access;
        this.cases = cases;
        this.evidence = evidence;
        this.complaintFiles = complaintFiles;
    }

    /** Puts a case's evidence on its page, and the form while the case runs. */
    void show(CaseFile file, Model model) {
        model.addAttribute("evidence", ofCase(file).stream().map(one -> view(one, file, true)).toList());
        if (file.open()) {
            offer(model, "/cases/" + file.caseNo() + "/evidence");
        }
    }

    /** Puts on a task's page what was handed in with it, and the form for whoever may do it. */
    void show(TaskEntry task, Model model) {
        CaseFile file = cases.get(task.caseNo());
        boolean readable = access.find(task.caseNo(), me.id()).isPresent();
        List<Evidence> seen = readable ? ofCase(file) : evidence.ofCase(task.caseNo()).stream().filter(this::mine).toList();
        model.addAttribute("evidence", seen.stream().filter(one -> task.taskId().equals(one.taskId())).map(one -> view(one, file, readable)).toList());
        if (file.open() && tasks.mine(task.taskId())) {
            offer(model, "/tasks/" + task.taskId() + "/evidence");
        }
    }

    /** What this person may see of a case's evidence; the case itself they may read. */
    public List<Evidence> ofCase(CaseFile file) {
        List<Evidence> all = evidence.ofCase(file.caseNo());
        if (file.kind().equals(Complaints.KIND) && !me.districtWide()) {
            all = all.stream().filter(one -> !complaintFiles.withheld(one.id())).toList();   // what might show who complained is not for whoever handles it
        }
        if (all.stream().noneMatch(Evidence::insider) || access.insider(file, me.id())
                || CaseSecrecy.served(file, cases.timeline(file.caseNo()))) {
            return all;
        }
        return all.stream().filter(one -> !one.insider() || mine(one)).toList();
    }

    /**
     * @param upload null if the form came without a file
     * @throws Refusal (not found) if the case is not this person's to read; and whatever the file is refused for
     */
    public Evidence addToCase(String caseNo, MultipartFile upload, String description) {
        return add(access.read(caseNo, me.id()), null, upload, description);
    }

    /**
     * @param upload null if the form came without a file
     * @throws Refusal (not found, forbidden) if the task is not this person's to see or do; and whatever the file is refused for
     */
    public Evidence addToTask(String taskId, MultipartFile upload, String description) {
        TaskEntry task = tasks.read(taskId);
        if (!tasks.mine(taskId)) {
            throw Refusal.forbidden("这项任务已经办结或者不由您办理，不能在这里上传证据。需要补充证据的，请从案件页面上传。");
        }
        return add(cases.get(task.caseNo()), taskId, upload, description);
    }

    /** @throws Refusal (not found) in the same words whether there is no such evidence or it is not this person's to see */
    public ResponseEntity<Resource> download(long id) {
        Evidence found = evidence.find(id).filter(this::readable).orElseThrow(() -> EvidenceService.notFound(id));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(found.name(), StandardCharsets.UTF_8).build().toString())
                .header("X-Content-Type-Options", "nosniff")
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType(found.mediaType()))
                .body(new FileSystemResource(evidence.file(found)));
    }

    /**
     * Evidence that this person sees listed: of a case they may read, or handed in by themselves.
     *
     * @throws Refusal (not found) in the same words whether there is none or it is not theirs to see
     */
    Evidence seen(long id) {
        return evidence.find(id).filter(one -> mine(one) || readable(one)).orElseThrow(() -> EvidenceService.notFound(id));
    }

    /** @throws Refusal (not found) if this person may not see it, (forbidden) if somebody else handed it in, (conflict) once the case is over */
    public Evidence withdraw(long id, String reason) {
        Evidence found = seen(id);
        if (!cases.get(found.caseNo()).open()) {
            throw Refusal.conflict("案件" + found.caseNo() + "已经结案，证据不能再作废。");
        }
        return evidence.withdraw(id, me.id(), reason);
    }

    @EventListener
    void on(EvidenceAdded added) {
        Evidence one = added.evidence();
        cases.note(one.caseNo(), CaseSecrecy.evidenceEvent(one), "上传证据：" + one.name() + (one.description() == null ? "" : "（" + one.description() + "）"));
    }

    @EventListener
    void on(EvidenceWithdrawn withdrawn) {
        Evidence one = withdrawn.evidence();
        cases.note(one.caseNo(), CaseSecrecy.evidenceEvent(one), "作废证据：" + one.name() + "（" + one.withdrawalReason() + "）");
    }

    private Evidence add(CaseFile file, String taskId, MultipartFile upload, String description) {
        if (!file.open()) {
            throw Refusal.conflict("案件" + file.caseNo() + "已经结案，不能再上传证据。");
        }
        if (upload == null || upload.getOriginalFilename() == null || upload.getOriginalFilename().isEmpty()) {
            throw Refusal.invalid("请先选择要上传的文件。");
        }
        return evidence.add(new NewEvidence(file.caseNo(), taskId, upload.getOriginalFilename(), description, me.id(), !ofUnit(file)), upload);
    }

    /** Whoever is not plainly of the unit counts as the supervising side: better hidden too long than shown too soon. */
    private boolean ofUnit(CaseFile file) {
        return file.unitId() != null && me.groups().contains(file.unitId()) && !access.insider(file, me.id());
    }

    private boolean readable(Evidence one) {
        return access.find(one.caseNo(), me.id()).filter(file -> ofCase(file).contains(one)).isPresent();
    }

    private boolean mine(Evidence one) {
        return one.uploadedBy().equals(me.id());
    }

    private EvidenceView view(Evidence one, CaseFile file, boolean readable) {
        return new EvidenceView(one, readable, file.open() && !one.withdrawn() && mine(one));
    }

    private void offer(Model model, String action) {
        model.addAttribute("evidenceAction", action);
        model.addAttribute("evidenceRules", evidence.rules());
        model.addAttribute("evidenceAccept", EvidenceService.accept());
    }

    /** @param readable whether this person may fetch the file */
    record EvidenceView(Evidence one, boolean readable, boolean withdrawable) {
    }
}
