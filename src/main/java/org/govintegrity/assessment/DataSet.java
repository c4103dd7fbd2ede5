package org.govintegrity.assessment;

import java.time.LocalDate;

/**
 * A set of data that the institution asks for.
 *
 * @param sourceUnit   the unit whose data it is
 * @param personal     whether it holds personal data; such a set is never handed over
 * @param state        {@code listed}, {@code refused}, {@code approved} or {@code handed}
 * @param refusal      why it is refused; null where it is not
 * @param evidenceId   the file as it was handed over
 * @param sha256       of that file
 */
public record DataSet(int seq, String title, String contents, String sourceUnit, String secrecy, boolean personal, String state, String refusal, String approvedBy,
                      Long evidenceId, String sha256, String recipient, LocalDate handedOn, String handedBy, Long receiptEvidence) {

    static final String LISTED = "listed";
    static final String REFUSED = "refused";
    static final String APPROVED = "approved";
    static final String HANDED = "handed";

    public String secrecyWords() {
        return Secrecy.of(secrecy).label;
    }

    public String stateWords() {
        return switch (state) {
            case LISTED -> "待审核";
            case REFUSED -> "不得移交";
            case APPROVED -> "待移交";
            default -> "已移交";
        };
    }
}
