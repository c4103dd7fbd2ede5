package org.govintegrity.evidence;

/** Evidence was withdrawn by who had handed it in; published within that transaction. */
public record EvidenceWithdrawn(Evidence evidence) {
}
