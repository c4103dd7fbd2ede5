package org.govintegrity.casefile;

/**
 * A case has come upon what may be a breach to be put on record; published within the transaction that found it.
 *
 * @param caseNo  the case it was found in
 * @param source  {@code conclusion}, {@code rectification-failed}, {@code rectification-overdue}, {@code obstruction},
 *                {@code false-answer}, {@code late-answer}, {@code falsified-evidence} or {@code complaint-repeated}
 * @param gravity {@code minor}, {@code general} or {@code serious}, as the case has established it
 * @param facts   what was found, in words
 */
public record BreachSuspected(String caseNo, String source, String gravity, String facts) {
}
