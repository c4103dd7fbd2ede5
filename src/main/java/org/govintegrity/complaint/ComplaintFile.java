package org.govintegrity.complaint;

/**
 * A file of the complainant.
 *
 * @param treatment  how the copy for handling was made, see {@link HandlingCopy}
 * @param evidenceId the copy in the evidence of the case; null where none could be made
 * @param withheld   the copy is not for the handling unit
 */
public record ComplaintFile(int seq, String mediaType, long sizeBytes, String treatment, Long evidenceId, boolean withheld) {
}
