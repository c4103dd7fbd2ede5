package org.govintegrity.accountability;

/** A message for the process of a case, published within the transaction that decides it. */
public record AccountabilitySignal(String message, String caseNo) {

    static final String APPEALED = "accountability.appealed";
    static final String REVOKED = "accountability.revoked";
    static final String WITHDRAWN = "accountability.withdrawn";
}
