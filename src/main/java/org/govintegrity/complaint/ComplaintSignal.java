package org.govintegrity.complaint;

/**
 * Something happened that the process of a complaint waits for. Published within the transaction that records it.
 *
 * @param message name of the model's message, or {@link #BEGIN} for a process to begin
 */
public record ComplaintSignal(String caseNo, String message) {

    static final String BEGIN = "begin";
    static final String CONSEQUENCE = "consequence";
    static final String REOPENED = "complaint.reopened";
    static final String SETTLED = "complaint.settled";
    static final String REVIEW_APPLIED = "complaint.reviewApplied";
    static final String RECHECK_APPLIED = "complaint.recheckApplied";
    static final String RETALIATION = "complaint.retaliation";
    static final String WITHDRAWN = "complaint.withdrawn";
    static final String REVOKED = "complaint.findingRevoked";

    /** Whether a process begins, and which. */
    public String begins() {
        return switch (message) {
            case BEGIN -> Complaints.KIND;
            case CONSEQUENCE -> ComplaintConsequences.KIND;
            default -> null;
        };
    }
}
