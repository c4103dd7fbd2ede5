package org.govintegrity.complaint;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A complaint as those who handle it know it. Who complained is not in it.
 *
 * @param unitId     the body complained of; null until it is found
 * @param unitText   as it was named
 * @param facts      with whatever points to the complainant masked
 * @param limitRule  rule of the limit of handling
 * @param acceptRule rule of the limit of telling whether it is taken up
 * @param reviewable whether review and second review are open by law
 * @param handler    the unit that verifies; null until dispatched
 * @param round      1, or 2 once it was reopened
 * @param reviewState {@code none}, {@code asked}, {@code served}, {@code asked-again}, {@code served-again}
 */
public record Complaint(String caseNo, String channel, String naming, String category, String unitId, String unitText, String facts, LocalDate receivedOn,
                        String limitRule, String acceptRule, boolean reviewable, String state, String handler, String externalNo, BigDecimal arrearsAmount,
                        LocalDate arrearsFrom, BigDecimal owed, String refusalCode, String refusalWords, String joinedTo, String question, LocalDate toldOn, LocalDate dispatchedOn,
                        LocalDate acceptedOn, int round, LocalDate reopenedOn, String finding, LocalDate answeredOn, LocalDate lateOn, String satisfaction,
                        String satisfactionWords, String reviewState, String reviewGrounds, String retaliation, String consequenceNo) {

    public String channelWords() {
        return Channel.of(channel).label;
    }

    public String namingWords() {
        return Naming.of(naming).label;
    }

    public String categoryWords() {
        return Category.of(category).label;
    }

    public String stateWords() {
        return ComplaintState.of(state).label;
    }

    public String findingWords() {
        return finding == null ? "" : Finding.of(finding).label;
    }

    public boolean over() {
        return ComplaintState.of(state).over();
    }

    boolean in(ComplaintState... states) {
        for (ComplaintState one : states) {
            if (one.code.equals(state)) {
                return true;
            }
        }
        return false;
    }
}
