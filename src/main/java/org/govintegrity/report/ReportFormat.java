package org.govintegrity.report;

import java.util.Arrays;
import java.util.Optional;

/** How a report goes out. */
public enum ReportFormat {
    PDF("pdf", "application/pdf"),
    WORD("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    public final String ending;
    public final String mediaType;

    ReportFormat(String ending, String mediaType) {
        this.ending = ending;
        this.mediaType = mediaType;
    }

    public static Optional<ReportFormat> of(String ending) {
        return Arrays.stream(values()).filter(format -> format.ending.equals(ending)).findFirst();
    }
}
