package org.govintegrity.casefile;

/**
 * What a row of a public register rests on was revoked; published within the transaction that says so, and the row is shown no longer.
 *
 * @param rowNo  as in {@link RowsWanted}
 * @param reason why, Chinese; kept in the log, not shown
 */
public record RowRevoked(String rowNo, String reason) {
}
