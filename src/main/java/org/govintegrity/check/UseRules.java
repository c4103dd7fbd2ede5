package org.govintegrity.check;

import org.govintegrity.credit.BreachClass;
import org.govintegrity.credit.RecordKind;
import org.govintegrity.credit.SubjectKind;

import java.time.LocalDate;
import java.util.List;

/** The dated tables a check rests on; the version in force on the day of the check counts. */
public interface UseRules {

    List<Purpose> purposes(LocalDate day);

    /** The national list. */
    List<Measure> measures(LocalDate day);

    /** @param relation only for a person: {@code own}, {@code personnel} or {@code other} */
    Verdict authority(Office office, String purpose, SubjectKind subject, String relation, boolean consent, LocalDate day);

    /** @param kind null where {@code breachClass} is NONE: no record in force */
    Allowance allowance(String purpose, SubjectKind subject, BreachClass breachClass, RecordKind kind, LocalDate day);

    /** From what office somebody asks. */
    enum Office {
        /** clerk or head of a unit */
        UNIT,
        CENTRE,
        /** another system, by its key */
        KEY,
        NONE
    }

    /** @param words why not, and what to do; or on what ground, where allowed */
    record Verdict(boolean allowed, String words, String basis) {
    }

    /** @param measures codes */
    record Allowance(List<String> measures, Outcome suggestion, Detail detail, String basis) {
    }

    /** How much of a record a purpose may see. */
    enum Detail { NONE, SUMMARY, FULL }
}
