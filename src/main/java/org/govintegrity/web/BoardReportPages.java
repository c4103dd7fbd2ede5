package org.govintegrity.web;

import org.govintegrity.board.WeeklyReportFiles;
import org.govintegrity.board.WeeklyReports;
import org.govintegrity.common.Refusal;
import org.govintegrity.report.ReportFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import java.nio.charset.StandardCharsets;

/** The weekly reports there are, and their files; for whoever looks after the whole district. */
@Page
class BoardReportPages {

    private final BoardDesk desk;
    private final WeeklyReports reports;
    private final WeeklyReportFiles files;

    BoardReportPages(BoardDesk desk, WeeklyReports reports, WeeklyReportFiles files) {
        this.desk = desk;
        this.reports = reports;
        this.files = files;
    }

    @GetMapping("/board/reports")
    String list(Model model) {
        require();
        model.addAttribute("reports", reports.all());
        model.addAttribute("pdfProblem", files.pdfProblem());
        return "board-reports";
    }

    @GetMapping("/board/reports/{weeklyNo}")
    String report(@PathVariable("weeklyNo") String no, Model model) {
        require();
        model.addAttribute("report", reports.get(no));
        model.addAttribute("pdfProblem", files.pdfProblem());
        return "board-report";
    }

    @GetMapping("/board/reports/{weeklyNo}.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable("weeklyNo") String no) {
        require();
        return file(no, ReportFormat.PDF, files.pdf(reports.get(no)));
    }

    @GetMapping("/board/reports/{weeklyNo}.docx")
    ResponseEntity<byte[]> word(@PathVariable("weeklyNo") String no) {
        require();
        return file(no, ReportFormat.WORD, files.word(reports.get(no)));
    }

    private void require() {
        if (!desk.district()) {
            throw Refusal.forbidden("看板周报供监督员、联席会议办公室和区政府领导查看。");
        }
    }

    private static ResponseEntity<byte[]> file(String no, ReportFormat format, byte[] content) {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(format.mediaType)).header(HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename("看板周报" + no + "." + format.ending, StandardCharsets.UTF_8).build().toString()).body(content);
    }
}
