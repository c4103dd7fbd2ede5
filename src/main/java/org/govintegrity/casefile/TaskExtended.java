package org.govintegrity.casefile;

import java.time.LocalDate;

/**
 * A task was given more time; published within the transaction that decides it, so that a family can tell whoever waits for the result.
 *
 * @param dueOn  the last day now
 * @param reason why, as the unit asked for it
 */
public record TaskExtended(String caseNo, String taskId, LocalDate dueOn, String reason) {
}
