package org.govintegrity.filing;

import java.time.LocalDateTime;

/**
 * One filing.
 *
 * @param batch    what its rows are staged under
 * @param sourceId the unit that files, or for which the credit centre does
 * @param format   xlsx, csv or json; null for a single entry
 * @param sha256   of the file as it came; the file itself is not kept longer than it takes to read it, for it holds identity numbers
 * @param total    rows it brought, as far as they are read
 * @param reading  whether there are rows left to be read
 * @param problem  why the file could not be read to its end; null if it could, or may still
 */
public record Filing(String caseNo, String batch, String sourceId, String format, String fileName, String sha256, int total, String filedBy,
                     LocalDateTime filedAt, boolean told, boolean reading, String problem) {

    public boolean single() {
        return format == null;
    }
}
