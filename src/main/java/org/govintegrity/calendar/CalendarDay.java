package org.govintegrity.calendar;

import java.time.LocalDate;

/** A day on which a holiday notice says something. {@code off}: a day of rest; otherwise a weekend day on which work is made up. */
public record CalendarDay(LocalDate date, boolean off, String name, String basis) {
}
