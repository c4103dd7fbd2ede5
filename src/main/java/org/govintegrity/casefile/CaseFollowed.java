package org.govintegrity.casefile;

/** Another case was opened that follows from one; published within the transaction that opens it, for the family of the first to remember. */
public record CaseFollowed(String originNo, String caseNo) {
}
