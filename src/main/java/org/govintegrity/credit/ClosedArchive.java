package org.govintegrity.credit;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.Collection;
import java.util.List;

/**
 * Records beyond their term of use lie in the closed archive (山东省社会信用条例 第38条: no longer used after five years). They are
 * kept, and only the credit centre reads them, for a purpose it names; each reading is noted (project default).
 */
@Service
@Transactional
public class ClosedArchive {

    private final ReadLog log;

    ClosedArchive(ReadLog log) {
        this.log = log;
    }

    /** Whether nobody uses the record any more. */
    public static boolean closed(CreditRecord record) {
        return record.readOn().isAfter(record.endsOn());
    }

    /**
     * What of these a reader may see.
     *
     * @param creditCentre whether the reader is of the credit centre
     * @param purpose      what the closed ones are read for; null or blank for none
     */
    public List<CreditRecord> readable(Collection<CreditRecord> records, String reader, boolean creditCentre, String purpose) {
        boolean all = creditCentre && purpose != null && !purpose.isBlank();
        if (all) {
            records.stream().filter(ClosedArchive::closed).map(r -> new CreditSubjects.Ref(r.subject(), r.subjectId())).distinct()
                    .forEach(file -> log.note(file.kind(), file.subjectId(), reader, purpose, "closed-archive"));
        }
        return records.stream().filter(r -> all || !closed(r)).toList();
    }
}
