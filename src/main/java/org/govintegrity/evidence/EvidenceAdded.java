package org.govintegrity.evidence;

/** Evidence was handed in; published within the transaction that writes its record. */
public record EvidenceAdded(Evidence evidence) {
}
