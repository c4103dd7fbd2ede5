package org.govintegrity.warning;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One thing a warning is made of.
 *
 * @param ref      case number, task or record it comes from
 * @param link     page that shows it; null where there is none
 * @param shielded never for the eyes of the unit it is about
 */
public record WarningRow(String signal, String signalTitle, String ref, LocalDate countedOn, String words, String link, BigDecimal amount, boolean shielded, LocalDate addedOn) {
}
