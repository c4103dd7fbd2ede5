package org.govintegrity.complaint;

/** How long a complainant has after an answer. */
public final class ComplaintResponse {

    private ComplaintResponse() {
    }

    /** Rule of that time: as long as the law leaves for asking for a review, where it does. */
    public static String rule(Complaint c) {
        return c.reviewable() ? "petition.review-apply" : "complaint.response";
    }
}
