package org.govintegrity.calendar;

import java.time.LocalDateTime;

/**
 * What a year's working days rest on.
 *
 * @param notice   whether the State Council's notice of that year is loaded; otherwise the statutory holidays count, provisionally
 * @param loadedBy person's id or {@code system}; null without notice
 */
public record YearStatus(int year, boolean notice, String source, String loadedBy, LocalDateTime loadedAt, int workingDays) {
}
