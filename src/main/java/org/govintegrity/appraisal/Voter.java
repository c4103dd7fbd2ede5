package org.govintegrity.appraisal;

/**
 * What tells one voter at a window from another. Never stored: see {@link VoterMarks}.
 *
 * @param network the network address
 * @param browser how the browser describes itself
 */
public record Voter(String network, String browser) {
}
