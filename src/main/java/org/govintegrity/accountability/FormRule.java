package org.govintegrity.accountability;

/**
 * What the table says of a form of accountability or sanction.
 *
 * @param target       {@code unit} or {@code person}
 * @param recordKind   code of {@link org.govintegrity.credit.RecordKind}
 * @param breachClass  code of {@link org.govintegrity.credit.BreachClass}
 * @param months       length of its term; 0 without one
 * @param firstAppeal  deadline rule of the first appeal
 * @param secondAppeal deadline rule of the second, counted from the decision on the first; empty if there is none
 */
public record FormRule(String form, String title, String target, String recordKind, String breachClass, int months, String firstAppeal,
                       String secondAppeal, String basis) {
}
