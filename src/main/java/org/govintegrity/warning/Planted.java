package org.govintegrity.warning;

import java.time.LocalDate;

/**
 * A problem that is known to be there, for measuring how well warnings find such problems.
 *
 * @param kind id of the signal it shows in ({@code complaints}, {@code disclosure-late} …, a row of {@code warning-signal}), or {@link WarningRules#TOGETHER} where it
 *             shows weakly in several
 * @param from first day
 * @param to   last day
 */
public record Planted(String unit, String kind, LocalDate from, LocalDate to) {
}
