package org.govintegrity.warning;

import java.util.Set;

/**
 * What a signal says about a unit on a day.
 *
 * @param current  how much now: of events their sum in the window, of a rate the number of bad ones, of a state what stands, of a level the points lost
 * @param base     of a rate: of how many; else 0
 * @param expected what the unit's own past lets expect in such a window, as the season moves the whole district
 * @param surprise how unlikely so much is by chance, as −log10 of the probability: 3 is one in a thousand. 0 of a state
 * @param streak   weeks of the window in which there was something
 * @param refs     of a state: what stands; else empty
 */
record Weighed(String signal, String unit, double current, double base, double expected, double surprise, int streak, Set<String> refs) {

    double share() {
        return base == 0 ? 0 : current / base;
    }
}
