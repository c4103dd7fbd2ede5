package org.govintegrity.casefile;

import java.time.LocalDate;

/**
 * A problem found in a case, which another case may be about to mend.
 *
 * @param severity {@code minor}, {@code general} or {@code serious}
 * @param mendBy   day by which it is to be mended, or null where the rule's limit counts
 */
public record Problem(long id, String caseNo, int seq, String clause, String text, String severity, LocalDate mendBy) {
}
