package org.govintegrity.filing;

import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;
import org.govintegrity.credit.Terms;
import org.govintegrity.registry.CreditCode;

import java.time.LocalDate;

/**
 * A row in which nothing is wrong so far.
 *
 * @param code          null for a person, or where none is known
 * @param sanctionUntil last day of a sanction's term; null without one
 * @param rule          what decided the class
 */
record Checked(StagedRow row, SubjectKind subject, String name, CreditCode code, RecordKind kind, BreachClass breachClass, Terms terms,
               LocalDate documentDate, LocalDate sanctionUntil, boolean pending, String rule) {
}
