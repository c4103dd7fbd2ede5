package org.govintegrity.filing;

/**
 * A case of this family was opened, within the transaction that opens it: its process starts.
 *
 * @param reading whether its file has more rows than were read so far
 */
public record FilingOpened(String caseNo, boolean single, boolean reading) {
}
