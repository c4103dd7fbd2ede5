package org.govintegrity.evaluation;

/** A unit was drawn; its process starts in the same transaction. */
public record SpotCheckSignal(String caseNo) {
}
