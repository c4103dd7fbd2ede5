package org.govintegrity.assessment;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The tables of the third-party assessment, by the day. */
public interface AssessmentRules {

    /** @param conflicting whether the tie keeps the institution from assessing the unit */
    record Interest(boolean conflicting, String basis) {
    }

    /** @param reason why not; empty where it is allowed */
    record Handing(boolean allowed, String reason, String basis) {
    }

    /** @param measure {@code circular} or {@code disqualify}, the most that may follow. @param months of a disqualification, else 0 */
    record Fault(String code, String label, String measure, int months, String basis) {
    }

    /** @param monthsAgo whole months since it ended, 0 while it lasts */
    Interest interest(TieKind kind, int monthsAgo, LocalDate day);

    Handing handing(Secrecy secrecy, boolean personal, LocalDate day);

    List<Fault> faults(LocalDate day);

    default Optional<Fault> fault(String code, LocalDate day) {
        return faults(day).stream().filter(f -> f.code().equals(code)).findFirst();
    }
}
