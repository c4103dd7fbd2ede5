package org.govintegrity.proposal;

import java.time.LocalDate;

/**
 * A suggestion or proposal as it stands.
 *
 * @param kind          code of {@link ProposalKind}
 * @param session       the assembly at which or after which it was made
 * @param number        given by the assembly; with kind and session it is unique
 * @param part          0 for the whole; from 1 for a part that a unit of its own answers
 * @param keyItem       重点督办: the head answers in person
 * @param state         code of {@link ProposalState}
 * @param leadUnit      null until designated
 * @param designated    a part, whose unit was named when the whole was split
 * @param dispatchedOn  day 0 of the limit of the answer; null until dispatched
 * @param unsatisfiedOn day 0 of the limit of the second answer; null unless somebody was not satisfied
 * @param assessment    what the experts found, or null
 * @param falseOn       when the answer was reported as false, or null
 * @param lateOn        when an answer was first signed or delivered after its limit, or null
 */
public record Proposal(String caseNo, String kind, String session, String number, int part, String subject, String text, boolean confidential,
                       boolean keyItem, String state, String leadUnit, boolean designated, LocalDate dispatchedOn, LocalDate acceptedOn,
                       LocalDate unsatisfiedOn, String assessment, LocalDate falseOn, String falseFacts, LocalDate lateOn) {

    /** 1 for the first answer, 2 for the second. */
    int round() {
        return unsatisfiedOn == null ? 1 : 2;
    }

    public String kindWords() {
        return ProposalKind.of(kind).label;
    }

    public String stateWords() {
        return ProposalState.of(state).label;
    }
}
