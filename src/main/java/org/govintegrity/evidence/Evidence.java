package org.govintegrity.evidence;

import java.time.LocalDateTime;

/**
 * One uploaded file as it was handed in. Never changed and never removed; one handed in by mistake is withdrawn and stays listed.
 *
 * @param taskId           task it was handed in with, or null
 * @param name             the file's own name, without folders; at most 200 characters
 * @param mediaType        as its content tells
 * @param size             in bytes, at least 1
 * @param sha256           of the content, 64 lower-case hex digits
 * @param uploadedBy       a person's id
 * @param description      what it shows, at most 500 characters, or null
 * @param insider          handed in on the supervising side, so not for the unit's eyes before the conclusion is served
 * @param withdrawnAt      null while it counts
 * @param withdrawalReason null while it counts
 */
public record Evidence(long id, String caseNo, String taskId, String name, String mediaType, long size, String sha256,
                       String uploadedBy, LocalDateTime uploadedAt, String description, boolean insider,
                       LocalDateTime withdrawnAt, String withdrawalReason) {

    public boolean withdrawn() {
        return withdrawnAt != null;
    }

    /** The size in words, such as {@code 1.5 MB}. */
    public String sizeWords() {
        return EvidenceSettings.words(size);
    }
}
