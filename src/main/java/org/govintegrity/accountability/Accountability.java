package org.govintegrity.accountability;

import java.time.LocalDate;

/**
 * A case of accountability as it stands.
 *
 * @param personId     whom it is about, or null for the unit as such
 * @param personPost   their post when it was proposed
 * @param recipient    code of {@link Recipient}
 * @param letterNo     number of the letter with which it was handed over
 * @param urges        how often the reply was urged
 * @param result       {@code action} or {@code none}; null until the authority has replied
 * @param form         code of the form in {@code accountability-form.dmn}
 * @param months       length of the term; 0 without one
 * @param termEndsOn   last day of the term; null without one
 * @param appealUntil  last day on which an appeal can be lodged; null until the rights were served
 * @param appealState  {@code open}, {@code upheld}, {@code lighter} or {@code revoked}; null without an appeal
 */
public record Accountability(String caseNo, String originNo, String clue, String personId, String personPost, String facts, String ruleText,
                             String circumstances, String suggestion, String recipient, String letterNo, LocalDate handedOn, String receiptNo,
                             LocalDate receivedOn, int urges, String result, String reason, String form, String formTitle, int months,
                             String documentName, String documentNo, LocalDate documentDate, LocalDate termEndsOn, LocalDate appealUntil,
                             String appealState) {
}
