package org.govintegrity.assessment;

import java.time.LocalDate;

/**
 * One assessment.
 *
 * @param evalYear      the year assessed
 * @param aspects       what is assessed; null before the plan
 * @param budget        what it is paid from; null before the plan
 * @param institutionId proposed, and chosen once {@code chosenOn} is set
 * @param workFrom      day 0 of the institution's time
 * @param round         1, or 2 once the report was returned for correction
 * @param lateOn        when a report came in after its limit or was found missing
 * @param scoresNo      case of the latest scores
 * @param unpublishedWhy why the summary was withheld, or is not published
 */
public record Assessment(String caseNo, int evalYear, String state, String aspects, String budget, Long institutionId, String reasons, String proposedBy, String approvedBy,
                         LocalDate chosenOn, LocalDate announcedOn, LocalDate workFrom, int round, LocalDate returnedOn, String returnedWhy, LocalDate lateOn, String scoresNo,
                         String review, LocalDate acceptedOn, String summaryTitle, String summary, LocalDate publishedOn, String unpublishedWhy, LocalDate destroyedOn,
                         String destruction) {

    public String stateWords() {
        return AssessmentState.of(state).label;
    }

    public boolean over() {
        return AssessmentState.of(state).over();
    }

    public boolean in(AssessmentState... states) {
        for (AssessmentState one : states) {
            if (one.code.equals(state)) {
                return true;
            }
        }
        return false;
    }
}
