package org.govintegrity.absence;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Days on which somebody is away and another person of the same unit acts in their stead.
 *
 * @param fromOn  first day
 * @param toOn    last day; it ends with that day
 * @param endedBy who ended it before its time; null where nobody has
 */
public record Absence(long id, String personId, String substituteId, LocalDate fromOn, LocalDate toOn, String reason,
                      String namedBy, LocalDateTime namedAt, String endedBy, LocalDateTime endedAt) {

    public boolean inForceOn(LocalDate day) {
        return endedAt == null && !day.isBefore(fromOn) && !day.isAfter(toOn);
    }

    /** Whether it is still to come or running on that day. */
    public boolean aheadOf(LocalDate day) {
        return endedAt == null && !day.isAfter(toOn);
    }
}
