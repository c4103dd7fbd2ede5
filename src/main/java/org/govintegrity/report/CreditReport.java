package org.govintegrity.report;

import org.govintegrity.credit.SubjectKind;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A report that was issued.
 *
 * @param no         {@code BG-2026-000001}
 * @param verifyCode what proves that somebody holds the paper; printed on it, see {@link VerifyCode}
 * @param subjectId  as in the archive
 * @param sha256     of the content's stored JSON as UTF-8, 64 hexadecimal digits
 * @param issuedBy   a person's id
 * @param validUntil last day
 * @param content    null if what is stored is no longer what was issued
 */
public record CreditReport(String no, String verifyCode, SubjectKind kind, String subjectId, String purpose, String sha256, LocalDateTime issuedAt,
                           String issuedBy, LocalDate validUntil, ReportContent content) {

    /** Whether what is stored is still what was issued. */
    public boolean intact() {
        return content != null;
    }
}
