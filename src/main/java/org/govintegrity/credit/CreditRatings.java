package org.govintegrity.credit;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** How a subject stands on any day, derived anew each time it is asked. */
@Service
@Transactional(readOnly = true)
public class CreditRatings {

    private final CreditArchive archive;
    private final UnitLine line;
    private final RatingRules rules;

    CreditRatings(CreditArchive archive, UnitLine line, RatingRules rules) {
        this.archive = archive;
        this.line = line;
        this.rules = rules;
    }

    /** By all that is known today of that day; a unit's with what it has taken over from others. */
    public Rating on(CreditSubjects.Ref subject, LocalDate day) {
        return on(records(subject, day), day);
    }

    /** The same from records already read, for a reader who may use only these. */
    public Rating on(List<CreditRecord> records, LocalDate day) {
        return Rating.of(day, records, rules);
    }

    /** All records of a subject, newest first; a unit's with those of the units it has succeeded by that day. */
    public List<CreditRecord> records(CreditSubjects.Ref subject, LocalDate day) {
        List<String> ids = subject.kind() == SubjectKind.UNIT ? line.carriedBy(subject.subjectId(), day) : List.of(subject.subjectId());
        return ids.isEmpty() ? List.of() : archive.read("where s.kind = :kind and s.subject_id in (:ids) order by r.seq desc",
                Map.of("kind", subject.kind().code, "ids", ids));
    }
}
