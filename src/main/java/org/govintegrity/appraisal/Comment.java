package org.govintegrity.appraisal;

import java.time.LocalDateTime;

/**
 * What somebody wrote, masked.
 *
 * @param id       of the vote
 * @param released whether everybody may read it
 */
public record Comment(long id, String unitId, Grade grade, String text, LocalDateTime votedAt, boolean released) {
}
