package org.govintegrity.escalation;

/**
 * Something of the escalation process has to start, within the transaction that decides it.
 *
 * @param message the start event's message
 * @param caseNo  the case it is about to carry (YT, TH or YQ)
 */
public record EscalationEvent(String message, String caseNo) {

    static final String INTERVIEW_DUE = "escalation.interviewDue";
    static final String HAND_BACK_REQUESTED = "escalation.handBackRequested";
    static final String EXTENSION_REQUESTED = "escalation.extensionRequested";
}
