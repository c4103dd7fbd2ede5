package org.govintegrity.appraisal;

import java.time.LocalDateTime;

/**
 * Entitles to vote on a unit. The secret it is known by is not kept.
 *
 * @param label    the service window, or what the matter is called
 * @param matterNo number of the one matter it is for, and then good for one vote; null for a window's, which many use
 */
public record Token(long id, String campaignNo, String unitId, String label, String matterNo, String issuedBy, LocalDateTime issuedAt, LocalDateTime revokedAt) {

    /** Good for one vote only. */
    public boolean single() {
        return matterNo != null;
    }
}
