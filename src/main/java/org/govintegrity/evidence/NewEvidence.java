package org.govintegrity.evidence;

/**
 * What somebody hands in, beside the content itself. Whether they may is for the caller to check.
 *
 * @param taskId      task it belongs to, or null
 * @param name        as the browser sent it; folders and control characters are taken off
 * @param description what it shows, at most 500 characters; null or blank for none
 * @param insider     handed in on the supervising side
 */
public record NewEvidence(String caseNo, String taskId, String name, String description, String personId, boolean insider) {
}
