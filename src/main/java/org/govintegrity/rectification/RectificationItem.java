package org.govintegrity.rectification;

import java.time.LocalDate;

/**
 * One thing to mend.
 *
 * @param mendBy     day the finding set; null where the rule's limit counts
 * @param plannedFor day the unit's plan promises
 * @param passed     null until verified
 */
public record RectificationItem(String caseNo, int seq, String clause, String problem, LocalDate mendBy, String owner, String measure,
                                LocalDate plannedFor, String result, Boolean passed, String reason) {

    boolean open() {
        return !Boolean.TRUE.equals(passed);
    }
}
