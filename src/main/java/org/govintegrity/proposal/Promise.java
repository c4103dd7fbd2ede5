package org.govintegrity.proposal;

import java.time.LocalDate;

/**
 * What an answer promises.
 *
 * @param dueOn       the day it was promised for
 * @param report      the lead unit's last report, or null
 * @param wantedDueOn another day, asked for because circumstances changed; null otherwise
 * @param keptOn      null until verified as kept
 */
public record Promise(String caseNo, int round, int seq, String text, LocalDate dueOn, String report, LocalDate wantedDueOn, LocalDate keptOn) {
}
