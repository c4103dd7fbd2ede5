package org.govintegrity.casefile;

/**
 * A case has shown that somebody may have to answer for it; published within the transaction that decided so.
 * What follows is a proposal to whoever may decide: nothing here is a sanction.
 *
 * @param caseNo   the case it follows from
 * @param personId whom it may be about, or null where that is still open
 * @param facts    what was found, in words
 */
public record AccountabilityProposed(String caseNo, String personId, String facts) {
}
