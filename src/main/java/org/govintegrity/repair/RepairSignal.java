package org.govintegrity.repair;

/** Something the process of a repair waits for; published within the transaction that decides it. */
public record RepairSignal(String message, String caseNo) {

    /** starts the process */
    public static final String APPLIED = "creditRepair.applied";
    /** dropped by the applicant, or overtaken */
    static final String ENDED = "creditRepair.ended";
}
