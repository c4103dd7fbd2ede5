package org.govintegrity.credit;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * One entry of the archive as it was written, with the changes of its standing.
 *
 * @param seq           its place in the chain, shared with {@link CreditEvent}
 * @param subjectName   the name when the subject's first record was written
 * @param sanctionUntil last day of a sanction's term; null without one
 * @param source        who filed it: a unit's id
 * @param events        changes of its standing, in the order they were written
 * @param readOn        the day it was read, on which {@link #standing()} rests
 */
public record CreditRecord(long seq, String recordNo, SubjectKind subject, String subjectId, String subjectName, String unitId, String post,
                           RecordKind kind, BreachClass breachClass, String clause, String facts, String documentName, String documentNo,
                           LocalDate documentDate, String decision, Terms terms, LocalDate sanctionUntil, String rule, String caseNo, String source,
                           LocalDateTime recordedAt, String recordedBy, String hash, List<CreditEvent> events, LocalDate readOn) {

    /** A person's record: for few eyes, never public. */
    public boolean restricted() {
        return subject == SubjectKind.PERSON;
    }

    /** Last day of use. */
    public LocalDate endsOn() {
        return terms.useUntil();
    }

    /** How it stands on the day it was read; never null, also where its document bears a later day. */
    public Standing standing() {
        return Standing.on(readOn, terms.useUntil(), sanctionUntil, events);
    }

    /** How it stood on a day, by what is known today; null before the day of its document. */
    public Standing standingOn(LocalDate day) {
        return day.isBefore(documentDate) ? null : Standing.on(day, terms.useUntil(), sanctionUntil, events);
    }

    /** Whether it counted against its subject on a day. */
    public boolean countsOn(LocalDate day) {
        Standing then = standingOn(day);
        return then != null && then.counts();
    }

    /** Whether its term of use is over on a day: then it lies in the closed archive, however it stood before. */
    public boolean closedOn(LocalDate day) {
        return day.isAfter(terms.useUntil());
    }

    /** Whether the law lets it be public on a day: never a person's, never in transit, never beyond its term. */
    public boolean publishableOn(LocalDate day) {
        Standing then = standingOn(day);
        return !restricted() && terms.publishable() && then != null && then.counts() && !day.isAfter(terms.publishUntil());
    }
}
