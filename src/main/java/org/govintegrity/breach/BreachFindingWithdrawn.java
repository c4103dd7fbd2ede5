package org.govintegrity.breach;

/** A finding was taken back; published within the transaction that does so. */
public record BreachFindingWithdrawn(String caseNo) {
}
