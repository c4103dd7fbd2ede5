package org.govintegrity.notice;

import java.time.LocalDateTime;

/**
 * A notice as it was issued.
 *
 * @param templateVersion first digits of the SHA-256 of the template it was made from
 * @param addressee       group it is served on
 * @param receivedAt      when somebody of that group first opened it, or was reached by telephone; null until then
 */
public record Notice(String no, String caseNo, String template, String templateVersion, String title, String body, String addressee,
                     String issuedBy, LocalDateTime issuedAt, LocalDateTime receivedAt, String receivedBy) {

    public boolean received() {
        return receivedAt != null;
    }
}
