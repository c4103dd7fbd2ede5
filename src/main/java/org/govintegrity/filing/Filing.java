package org.govintegrity.filing;

import java.time.LocalDateTime;

/**
 * One filing.
 *
 * @param batch    what its rows are staged under
 * @param sourceId the unit that files, or for which the credit centre does
 * @param format   xlsx, csv or json; null for a single entry
 * @param sha256   of the file as it came; the file itself is not kept, for it holds identity numbers in clear
 * @param total    rows it brought
 */
public record Filing(String caseNo, String batch, String sourceId, String format, String fileName, String sha256, int total, String filedBy,
                     LocalDateTime filedAt, boolean told) {

    public boolean single() {
        return format == null;
    }
}
