package org.govintegrity.credit;

import java.time.LocalDate;

/**
 * A change of a record's standing that is to be entered.
 *
 * @param key         which change it is, at most 120 characters: the same key twice is the same change
 * @param effectiveOn the day from which it holds
 * @param ref         which matter it belongs to, usually a case number, at most 40 characters
 */
public record StandingChange(String recordNo, String key, Standing standing, LocalDate effectiveOn, String ref, String text) {
}
