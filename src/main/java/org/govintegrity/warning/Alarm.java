package org.govintegrity.warning;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A rule that applies to a unit on a day.
 *
 * @param signal  what it goes by, or {@link WarningRules#TOGETHER}
 * @param current the figure that growth is measured by
 * @param reasons one for each signal, in words
 */
record Alarm(String unit, String rule, String title, String signal, Level level, double current, double surprise, List<String> reasons, List<Weighed> weighed, int cooling,
             double growth) {

    /** Of states: what stands. */
    Set<String> refs() {
        return weighed.stream().flatMap(w -> w.refs().stream()).collect(Collectors.toSet());
    }
}
