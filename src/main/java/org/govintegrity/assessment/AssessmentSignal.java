package org.govintegrity.assessment;

/**
 * Something happened that the process of an assessment waits for; in the transaction in which it happened.
 *
 * @param message   name of the model's message
 * @param published with {@link #SUMMARY_DECIDED}: whether the summary is shown
 */
public record AssessmentSignal(String caseNo, String message, boolean published) {

    public static final String OPENED = "assessment.opened";
    public static final String WITHDRAWN = "assessment.withdrawn";
    public static final String SUMMARY_DECIDED = "assessment.summaryDecided";

    static AssessmentSignal of(String caseNo, String message) {
        return new AssessmentSignal(caseNo, message, false);
    }
}
