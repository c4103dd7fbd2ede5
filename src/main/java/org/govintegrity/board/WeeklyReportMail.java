package org.govintegrity.board;

import org.govintegrity.notice.NoticeAttachments;
import org.govintegrity.report.ReportFormat;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;

/** The files that go with the notice of a weekly report. */
@Component
class WeeklyReportMail implements NoticeAttachments {

    private final WeeklyReports reports;
    private final WeeklyReportFiles files;

    WeeklyReportMail(WeeklyReports reports, WeeklyReportFiles files) {
        this.reports = reports;
        this.files = files;
    }

    @Override
    public List<Attachment> of(String template, String caseNo) {
        if (!WeeklyReports.KIND.equals(template)) {
            return List.of();
        }
        WeeklyReport report = reports.get(caseNo);
        List<Attachment> attachments = new ArrayList<>();
        attachments.add(new Attachment("看板周报" + caseNo + ".docx", ReportFormat.WORD.mediaType, files.word(report)));
        if (files.pdfProblem() == null) {
            attachments.add(new Attachment("看板周报" + caseNo + ".pdf", ReportFormat.PDF.mediaType, files.pdf(report)));
        }
        return attachments;
    }
}
