package org.govintegrity.credit;

import java.time.LocalDate;

/** The dated table of terms ({@code credit-terms.dmn} with the rule {@code credit.use}); read by the engine module. */
public interface CreditTerms {

    /** Of a matter in none of the fields that have a longer term of their own. */
    String OTHER_FIELD = "other";

    /** @param documentDate the day of the judgment, decision or other document, from which all terms run */
    default Terms of(SubjectKind subject, BreachClass breachClass, LocalDate documentDate) {
        return of(subject, breachClass, documentDate, OTHER_FIELD);
    }

    /**
     * @param field {@code special-equipment}, {@code work-safety}, {@code fire-safety} or {@link #OTHER_FIELD}: before
     *              2026-04-01 the first three were shown for a year at least
     */
    Terms of(SubjectKind subject, BreachClass breachClass, LocalDate documentDate, String field);
}
