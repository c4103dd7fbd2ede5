package org.govintegrity.web;

import jakarta.servlet.http.HttpServletResponse;
import org.govintegrity.report.CreditReports;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

import java.io.IOException;

/** For whoever holds a credit report, signed in or not: is it genuine, in force, unchanged? */
@Page
class VerifyPages {

    private final CreditReports reports;

    VerifyPages(CreditReports reports) {
        this.reports = reports;
    }

    /** The QR code of a paper leads here with both; otherwise the form. */
    @GetMapping("/verify")
    String ask(@RequestParam(defaultValue = "") String no, @RequestParam(defaultValue = "") String code, Model model) {
        fields(no, code, model);
        if (!no.isBlank() && !code.isBlank()) {
            model.addAttribute("result", reports.verify(no, code, null));
        }
        return "verify";
    }

    @PostMapping("/verify")
    String verify(@RequestParam(defaultValue = "") String no, @RequestParam(defaultValue = "") String code, @RequestParam(required = false) MultipartFile file,
                  Model model, HttpServletResponse response) throws IOException {
        fields(no, code, model);
        if (no.isBlank() || code.isBlank()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("incomplete", true);
            return "verify";
        }
        byte[] bytes = null;
        if (file != null && !file.isEmpty()) {
            VerifyLimit.check(file);
            bytes = file.getBytes();
        }
        model.addAttribute("result", reports.verify(no, code, bytes));
        return "verify";
    }

    private static void fields(String no, String code, Model model) {
        model.addAttribute("no", no);
        model.addAttribute("code", code);
    }
}
