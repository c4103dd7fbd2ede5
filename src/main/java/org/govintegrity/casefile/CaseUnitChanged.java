package org.govintegrity.casefile;

/** A case passed from one unit to another; published within the transaction that changes it. */
public record CaseUnitChanged(String caseNo, String from, String to) {
}
