package org.govintegrity.evaluation;

/** Somebody wants a quarter scored now; published within the transaction that opens its case. */
public record QuarterWanted(String caseNo) {
}
