package org.govintegrity.assessment;

import java.time.LocalDate;

/**
 * A tie that an institution has declared.
 *
 * @param endedOn     null while it lasts
 * @param conflicting whether it keeps the institution from assessing the unit today
 * @param basis       why, or why not
 */
public record Tie(long institutionId, String unitId, String kind, String words, LocalDate endedOn, boolean conflicting, String basis) {

    public String kindWords() {
        return TieKind.of(kind).label;
    }
}
