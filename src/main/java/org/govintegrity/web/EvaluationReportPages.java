package org.govintegrity.web;

import org.govintegrity.report.ReportFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import java.nio.charset.StandardCharsets;

/** The year's report as a file. */
@Page
class EvaluationReportPages {

    private final EvaluationReport report;

    EvaluationReportPages(EvaluationReport report) {
        this.report = report;
    }

    @GetMapping("/evaluations/{evaluationNo}.docx")
    ResponseEntity<byte[]> word(@PathVariable("evaluationNo") String caseNo) {
        return file(caseNo, ReportFormat.WORD, report.word(caseNo));
    }

    @GetMapping("/evaluations/{evaluationNo}.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable("evaluationNo") String caseNo) {
        return file(caseNo, ReportFormat.PDF, report.pdf(caseNo));
    }

    private static ResponseEntity<byte[]> file(String caseNo, ReportFormat format, byte[] content) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(format.mediaType)).header(HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename("考核评价年度报告 " + caseNo + "." + format.ending, StandardCharsets.UTF_8).build().toString()).body(content);
    }
}
