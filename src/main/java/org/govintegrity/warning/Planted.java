package org.govintegrity.warning;

import java.time.LocalDate;
import java.util.Set;

/**
 * A problem that is known to be there, for measuring how well warnings find such problems.
 *
 * @param kinds ids of the signals it shows in ({@code complaints}, {@code disclosure-late} …, rows of {@code warning-signal}), or {@link WarningRules#TOGETHER} where it
 *              shows weakly in several
 * @param from  first day
 * @param to    last day
 */
public record Planted(String unit, Set<String> kinds, LocalDate from, LocalDate to) {

    /** One that shows in one signal. */
    public Planted(String unit, String kind, LocalDate from, LocalDate to) {
        this(unit, Set.of(kind), from, to);
    }
}
