package org.govintegrity.accountability;

import java.time.LocalDate;

/**
 * What the authority has decided.
 *
 * @param months      as its document says; null where the form has no term
 * @param personId    whom it is about; null for the unit
 * @param leftNoted   the authority confirms that the person has left or moved and the outcome is to be recorded all the same
 */
public record Outcome(FormRule form, String personId, Integer months, String documentName, String documentNo, LocalDate documentDate, boolean leftNoted) {
}
