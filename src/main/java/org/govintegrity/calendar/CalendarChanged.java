package org.govintegrity.calendar;

import java.time.LocalDate;
import java.util.SortedSet;

/**
 * Days that were working days are none any more, or the other way round; published within the transaction that loads them.
 *
 * @param source the file they came from
 */
public record CalendarChanged(SortedSet<LocalDate> changedDays, String by, String source) {
}
