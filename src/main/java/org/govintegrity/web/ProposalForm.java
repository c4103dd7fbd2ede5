package org.govintegrity.web;

/**
 * A suggestion or proposal as typed: nothing is lost when it has to be shown again.
 *
 * @param confidential null where the box is not ticked, as browsers send it
 * @param keyItem      the same
 */
public record ProposalForm(String kind, String session, String number, String subject, String leading, String joint, Boolean confidential, Boolean keyItem, String text) {
}
