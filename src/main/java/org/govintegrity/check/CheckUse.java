package org.govintegrity.check;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What was done with a check. Written once.
 *
 * @param measures  codes, comma-separated; empty for none
 * @param differs   from what the table suggested
 * @param decidedBy a person's id, or the number of a key
 */
public record CheckUse(String checkNo, String outcome, String measures, String reason, boolean differs, LocalDate usedOn, String decidedBy,
                       LocalDateTime decidedAt) {

    public Outcome decided() {
        return Outcome.of(outcome);
    }

    public List<String> taken() {
        return measures.isEmpty() ? List.of() : List.of(measures.split(","));
    }
}
