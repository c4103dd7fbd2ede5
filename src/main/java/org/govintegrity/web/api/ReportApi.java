package org.govintegrity.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.govintegrity.report.CreditReport;
import org.govintegrity.report.CreditReports;
import org.govintegrity.report.ReportFormat;
import org.govintegrity.report.Verification;
import org.govintegrity.web.ReportDesk;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Credit reports as data and as files, and their verification. */
@RestController
@Tag(name = "信用报告")
class ReportApi {

    private final ReportDesk desk;
    private final CreditReports reports;

    ReportApi(ReportDesk desk, CreditReports reports) {
        this.desk = desk;
        this.reports = reports;
    }

    /** 201 with the report; 400 for bad input, 403 for a unit and 404 for a person that is not the reader's to look at. */
    @PostMapping("/api/v1/credit/reports")
    @Operation(summary = "出具信用报告", description = "kind：unit、organisation、person；subject：单位编号、名称或者统一社会信用代码，个人填账号或者身份号码；"
            + "purpose：用途（必填，最多200字）；reference：相关编号（可不填）。个人报告只供有权查看其档案的人出具，并记入查阅记录。")
    ResponseEntity<CreditReport> issue(@RequestBody ReportOrder order) {
        CreditReport report = desk.issue(order.kind() == null ? "" : order.kind(), order.subject(), order.purpose(), order.reference());
        return ResponseEntity.created(UriComponentsBuilder.fromPath("/api/v1/credit/reports/{no}").build(report.no())).body(report);
    }

    @GetMapping("/api/v1/credit/reports/{reportNo}")
    @Operation(summary = "一份信用报告", description = "签发时的内容、核验码和内容校验值（SHA-256）。")
    CreditReport one(@PathVariable String reportNo) {
        return desk.read(reportNo);
    }

    /** 422 with what to install where no font can be embedded. */
    @GetMapping("/api/v1/credit/reports/{reportNo}.pdf")
    @Operation(summary = "信用报告的PDF")
    ResponseEntity<byte[]> pdf(@PathVariable String reportNo) {
        return desk.file(reportNo, ReportFormat.PDF);
    }

    @GetMapping("/api/v1/credit/reports/{reportNo}.docx")
    @Operation(summary = "信用报告的Word")
    ResponseEntity<byte[]> word(@PathVariable String reportNo) {
        return desk.file(reportNo, ReportFormat.WORD);
    }

    /** For everybody, without a login; 429 for who asks too often. The same answer for an unknown number and a wrong code. */
    @GetMapping("/public/verify.json")
    Verification verify(@RequestParam String no, @RequestParam String code) {
        return reports.verify(no, code, null);
    }

    record ReportOrder(String kind, String subject, String purpose, String reference) {
    }
}
