package org.govintegrity.warning;

import java.util.Arrays;

/** How a signal is read off its rows. */
public enum Measure {
    /** how much happened in the window, against how much the unit's own past lets expect */
    EVENTS("events"),
    /** the share of what happened that is bad, against the share in the unit's own past */
    RATE("rate"),
    /** what stands on the day */
    STATE("state"),
    /** by how much the latest value lies below the mean of up to four before it */
    LEVEL("level");

    public final String code;

    Measure(String code) {
        this.code = code;
    }

    /** @throws IllegalStateException if the table names another */
    public static Measure of(String code) {
        return Arrays.stream(values()).filter(m -> m.code.equals(code)).findFirst().orElseThrow(() -> new IllegalStateException("no measure " + code));
    }
}
