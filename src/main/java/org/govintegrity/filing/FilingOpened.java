package org.govintegrity.filing;

/** A case of this family was opened, within the transaction that opens it: its process starts. */
public record FilingOpened(String caseNo, boolean single) {
}
