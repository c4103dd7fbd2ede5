package org.govintegrity.credit;

import java.time.LocalDate;

/**
 * What is to be entered.
 *
 * @param key           which fact it is, at most 120 characters: the same key twice is the same record
 * @param unitId        for a person: the unit of that time; for a unit: itself
 * @param post          a person's post at the time; null for a unit
 * @param clause        of the plan; null if it belongs to none
 * @param documentDate  day of the document, from which terms run
 * @param decision      what was decided, in words
 * @param terms         how long it is shown and used; not used before documentDate
 * @param sanctionUntil last day of a sanction's term (6, 12, 18, 24 months); null without one
 * @param pending       the document is not in force or under review (在途): on file, but neither used nor shown
 * @param rule          which rule or table decided kind and class, with its date in force
 * @param source        who filed it: a unit's id
 */
public record NewRecord(String key, SubjectKind subject, String subjectId, String unitId, String post, RecordKind kind, BreachClass breachClass,
                        String clause, String facts, String documentName, String documentNo, LocalDate documentDate, String decision,
                        Terms terms, LocalDate sanctionUntil, boolean pending, String rule, String caseNo, String source) {
}
