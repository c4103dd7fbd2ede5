package org.govintegrity.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.govintegrity.credit.CameInPerson;
import org.govintegrity.credit.RecordParties;
import org.govintegrity.objection.ObjectionService;
import org.govintegrity.repair.Application;
import org.govintegrity.repair.Condition;
import org.govintegrity.repair.RepairService;
import org.govintegrity.web.CurrentPerson;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import java.util.List;
import java.util.Map;

/** Objections and repairs from outside. 404 in the same words whether there is no such record or it is not the caller's. */
@RestController
@RequestMapping("/api/v1/credit")
@Tag(name = "信用异议和修复", description = "由记录的主体提出；信用中心可以为当面申请的个人、企业和社会组织代为提出，并写明怎样核验身份。")
class RedressApi {

    private final CurrentPerson me;
    private final RecordParties parties;
    private final ObjectionService objections;
    private final RepairService repairs;

    RedressApi(CurrentPerson me, RecordParties parties, ObjectionService objections, RepairService repairs) {
        this.me = me;
        this.parties = parties;
        this.objections = objections;
        this.repairs = repairs;
    }

    /** 201 with {@code {caseNo}}; 400 without grounds, 409 if an objection runs or the record is over. */
    @PostMapping("/records/{recordNo}/objection")
    @Operation(summary = "对一条记录提出异议", description = "grounds 为理由；counter 只在信用中心代为提出时填写。提出后记录立即标注。")
    ResponseEntity<Map<String, String>> object(@PathVariable String recordNo, @RequestBody ObjectionRequest request) {
        return created(objections.raise(recordNo, request.grounds(), request.counter()));
    }

    @GetMapping("/records/{recordNo}/repair")
    @Operation(summary = "一条记录的修复条件", description = "四项条件和最短期限届满的日期。")
    List<Condition> conditions(@PathVariable String recordNo) {
        return repairs.conditions(parties.askable(recordNo, me.id()));
    }

    /** 201 with {@code {caseNo}}; 400 if a condition is missing, 409 if an application runs or the record does not count, 422 before its time. */
    @PostMapping("/records/{recordNo}/repair")
    @Operation(summary = "申请修复一条记录", description = "证明材料随后上传到案件。")
    ResponseEntity<Map<String, String>> apply(@PathVariable String recordNo, @RequestBody RepairRequest r) {
        return created(repairs.apply(recordNo, new Application(r.correction(), r.duty(), r.commitment(), r.madePublic()), r.counter()));
    }

    /** 409 if it is decided. */
    @PostMapping("/objections/{caseNo}/withdraw")
    @Operation(summary = "撤回异议")
    Map<String, String> dropObjection(@PathVariable String caseNo, @RequestBody Words words) {
        objections.drop(caseNo, words.reason());
        return Map.of("caseNo", caseNo, "state", "withdrawn");
    }

    /** 409 if it was asked for before or nothing is served yet, 422 once the time is over. */
    @PostMapping("/objections/{caseNo}/second-look")
    @Operation(summary = "请求复查异议处理结果", description = "以一次为限。")
    Map<String, String> secondLook(@PathVariable String caseNo, @RequestBody Words words) {
        objections.requestSecondLook(caseNo, words.reason());
        return Map.of("caseNo", caseNo, "state", "second-look");
    }

    /** 409 if it is decided. */
    @PostMapping("/repairs/{caseNo}/withdraw")
    @Operation(summary = "撤回修复申请")
    Map<String, String> dropRepair(@PathVariable String caseNo, @RequestBody Words words) {
        repairs.drop(caseNo, words.reason());
        return Map.of("caseNo", caseNo, "state", "withdrawn");
    }

    private static ResponseEntity<Map<String, String>> created(String caseNo) {
        return ResponseEntity.created(UriComponentsBuilder.fromPath("/cases/{caseNo}").build(caseNo)).body(Map.of("caseNo", caseNo));
    }

    record ObjectionRequest(String grounds, CameInPerson counter) {
    }

    record RepairRequest(String correction, String duty, String commitment, boolean madePublic, CameInPerson counter) {
    }

    record Words(String reason) {
    }
}
