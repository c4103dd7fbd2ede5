package org.govintegrity.calendar;

import java.time.LocalDate;

/**
 * One version of a limit, as a row of the table of lawful limits says it.
 *
 * @param rule           id, for instance {@code inspection.self-check}
 * @param amount         how many of {@code unit}
 * @param cap            by how many of {@code unit} it may be extended at most; 0 = not at all
 * @param rollover       whether a last day that is no working day moves to the next one (not so for terms that just run out)
 * @param startsFrom     what starts the clock, in Chinese
 * @param basis          statute and article, or 系统默认
 * @param projectDefault no law fixes it: a default of this project, to be configured
 * @param from           first day in force
 * @param to             last day in force; null while it is
 */
public record DeadlineRule(String rule, String title, int amount, DayUnit unit, int cap, boolean rollover, String startsFrom,
                           String basis, boolean projectDefault, LocalDate from, LocalDate to) {

    public boolean inForceOn(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
}
