package org.govintegrity.appraisal;

/** Something that starts the process; published within the transaction that decides it. */
public record AppraisalSignal(Kind kind, String caseNo) {

    public enum Kind {
        CAMPAIGN_OPENED, BAD_REVIEW
    }
}
