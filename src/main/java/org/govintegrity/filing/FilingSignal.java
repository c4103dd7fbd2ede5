package org.govintegrity.filing;

/** A message for the process of a case, published within the transaction that decides it. */
public record FilingSignal(String message, String caseNo) {

    static final String PENDING_REPORTED = "filing.pendingReported";
    static final String SOURCE_SILENT = "filing.sourceSilent";
    static final String SOURCE_FILED = "filing.sourceFiled";

    /** Whether it opens a case's process instead of reaching one that runs. */
    public boolean starts() {
        return message.equals(SOURCE_SILENT);
    }
}
