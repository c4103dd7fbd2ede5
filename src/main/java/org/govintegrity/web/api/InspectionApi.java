package org.govintegrity.web.api;

import org.govintegrity.casefile.CaseAccess;
import org.govintegrity.common.Refusal;
import org.govintegrity.inspection.InspectionLauncher;
import org.govintegrity.inspection.InspectionService;
import org.govintegrity.registry.Role;
import org.govintegrity.web.CurrentPerson;
import org.govintegrity.web.InspectionForm;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import java.util.Map;

/** Launching and cancelling inspections from outside. */
@RestController
@RequestMapping("/api/v1/inspections")
class InspectionApi {

    private final CurrentPerson me;
    private final InspectionLauncher launcher;
    private final InspectionService inspections;
    private final CaseAccess access;

    InspectionApi(CurrentPerson me, InspectionLauncher launcher, InspectionService inspections, CaseAccess access) {
        this.me = me;
        this.launcher = launcher;
        this.inspections = inspections;
        this.access = access;
    }

    /** 201 with {@code {caseNo}}; 400 for bad input, 403 for who is not a supervisor. */
    @PostMapping
    ResponseEntity<Map<String, String>> launch(@RequestBody InspectionForm form) {
        me.require(Role.SUPERVISOR, "只有监督员可以发起监督检查。");
        String caseNo = launcher.launch(form.values());
        return ResponseEntity.created(UriComponentsBuilder.fromPath("/cases/{caseNo}").build(caseNo)).body(Map.of("caseNo", caseNo));
    }

    /** 200 with {@code {caseNo, state}}; 409 once the inspection is signed or over. */
    @PostMapping("/{caseNo}/cancel")
    Map<String, String> cancel(@PathVariable String caseNo, @RequestBody Reason reason) {
        me.require(Role.SUPERVISOR, "只有监督员可以撤销监督检查。");
        if (reason.reason() == null || reason.reason().isBlank()) {
            throw Refusal.invalid("请写明撤销理由（reason）。");
        }
        access.read(caseNo, me.id());
        inspections.cancel(caseNo, reason.reason());
        return Map.of("caseNo", caseNo, "state", "cancelled");
    }

    /** Why something is asked for. */
    record Reason(String reason) {
    }
}
