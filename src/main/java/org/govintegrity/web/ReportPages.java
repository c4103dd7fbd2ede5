package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.common.Refusal;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.report.CreditReport;
import org.govintegrity.report.CreditReports;
import org.govintegrity.report.ReportFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Having credit reports issued, reading them, and fetching them as files. */
@Page
class ReportPages {

    private final ReportDesk desk;
    private final CreditReports reports;

    ReportPages(ReportDesk desk, CreditReports reports) {
        this.desk = desk;
        this.reports = reports;
    }

    /** The form; a link from elsewhere may fill it in. */
    @GetMapping("/credit/reports")
    String list(@RequestParam(defaultValue = "unit") String kind, @RequestParam(defaultValue = "") String subject,
                @RequestParam(defaultValue = "") String purpose, @RequestParam(defaultValue = "") String reference, Model model) {
        model.addAttribute("kinds", SubjectKind.values());
        model.addAttribute("kind", kind);
        model.addAttribute("subject", subject);
        model.addAttribute("purpose", purpose);
        model.addAttribute("reference", reference);
        model.addAttribute("reports", desk.mine());
        return "credit-reports";
    }

    /** Refused, it gives the form back as it was filled in. */
    @PostMapping("/credit/reports")
    String issue(@RequestParam(defaultValue = "") String kind, @RequestParam(defaultValue = "") String subject, @RequestParam(defaultValue = "") String purpose,
                 @RequestParam(defaultValue = "") String reference, Model model, RedirectAttributes next, HttpServletResponse response) {
        try {
            CreditReport report = desk.issue(kind, subject, purpose, reference);
            next.addFlashAttribute("done", "信用报告" + report.no() + "已签发。");
            next.addAttribute("reportNo", report.no());
            return "redirect:/credit/reports/{reportNo}";
        } catch (Refusal refusal) {
            response.setStatus(refusal.kind().status);
            model.addAttribute("problem", refusal.getMessage());
            return list(kind, subject, purpose, reference, model);
        }
    }

    @GetMapping("/credit/reports/{reportNo}")
    String report(@PathVariable String reportNo, Model model) {
        CreditReport report = desk.read(reportNo);
        model.addAttribute("report", report);
        model.addAttribute("pdfProblem", reports.pdfProblem());
        model.addAttribute("missing", reports.missingLetters(report));
        model.addAttribute("linked", reports.linked());
        return "credit-report";
    }

    @GetMapping("/credit/reports/{reportNo}.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable String reportNo) {
        return desk.file(reportNo, ReportFormat.PDF);
    }

    @GetMapping("/credit/reports/{reportNo}.docx")
    ResponseEntity<byte[]> word(@PathVariable String reportNo) {
        return desk.file(reportNo, ReportFormat.WORD);
    }
}
