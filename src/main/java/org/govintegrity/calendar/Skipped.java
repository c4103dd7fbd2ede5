package org.govintegrity.calendar;

import java.time.LocalDate;

/** A day that did not count, and why not. */
public record Skipped(LocalDate date, String why) {
}
