package org.govintegrity.objection;

/** Something the process of an objection waits for; published within the transaction that decides it. */
public record ObjectionSignal(String message, String caseNo) {

    /** starts the process */
    public static final String RAISED = "creditObjection.raised";
    static final String SECOND_LOOK = "creditObjection.secondLook";
    /** dropped by the objector, or overtaken */
    static final String ENDED = "creditObjection.ended";
}
