package org.govintegrity.warning;

/**
 * A signal that is watched, a row of the table {@code warning-signal}.
 *
 * @param id     of the signal, what the rules name
 * @param source id of the figure or signal the rows come from
 * @param unit   Chinese measure word
 * @param window days up to today that are looked at; of a level, how old the latest value may be
 * @param past   days before the window that the unit is compared with
 * @param prior  small-number guard: so much experience of the whole district is mixed into the unit's own past, in days ({@link Measure#EVENTS}) or things
 *               ({@link Measure#RATE}); of a {@link Measure#LEVEL}, the least standard deviation
 * @param plain  from this figure on a plain threshold would sound; for comparison only. Of a rate a share 0 to 1
 */
public record Watched(String id, String title, String source, Measure measure, String unit, int window, int past, double prior, double plain, String basis,
                      boolean projectDefault) {

    /** Days before today that rows are wanted of. */
    int reach() {
        return measure == Measure.STATE ? 0 : window + past;
    }
}
