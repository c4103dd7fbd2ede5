package org.govintegrity.warning;

import java.time.LocalDate;
import java.util.Set;

/**
 * The latest warning of a rule about a unit.
 *
 * @param closedOn null while it is open
 * @param current  its figure when it was last looked at
 * @param refs     of a state, what stood then
 */
record Last(String caseNo, String signal, LocalDate raisedOn, LocalDate closedOn, double current, Level level, Set<String> refs) {

    boolean open() {
        return closedOn == null;
    }
}
