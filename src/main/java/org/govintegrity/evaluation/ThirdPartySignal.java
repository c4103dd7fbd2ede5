package org.govintegrity.evaluation;

/** Scores of an institution were received; its process starts in the same transaction. */
public record ThirdPartySignal(String caseNo) {
}
