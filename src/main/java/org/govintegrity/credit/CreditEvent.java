package org.govintegrity.credit;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A change of a record's standing. Never changed once written.
 *
 * @param effectiveOn the day from which it holds; may lie before the day it was written
 * @param ref         which matter it belongs to, usually a case number: what ends an objection bears the objection's
 */
public record CreditEvent(long seq, String recordNo, Standing standing, LocalDate effectiveOn, String ref, String text, LocalDateTime at,
                          String actor, String hash) {
}
