package org.govintegrity.inspection;

/** What the team found at one item in one unit. */
public record ItemResult(long id, String unitCaseNo, long itemId, boolean problem, String findings, String person) {
}
