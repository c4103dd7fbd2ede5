package org.govintegrity.appraisal;

/** Something that starts the process or calls it off; published within the transaction that decides it. */
public record AppraisalSignal(Kind kind, String caseNo) {

    public enum Kind {
        CAMPAIGN_OPENED, CAMPAIGN_CANCELLED, BAD_REVIEW
    }
}
