package org.govintegrity.appraisal;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * An appraisal of some units for some time (评议活动).
 *
 * @param periodFrom first day on which votes are taken
 * @param periodTo   last day
 * @param countedAt  when the votes were counted; null until then
 * @param releasedAt when the comments were decided on; null until then
 */
public record Campaign(String caseNo, String title, LocalDate periodFrom, LocalDate periodTo, LocalDateTime countedAt, LocalDateTime releasedAt) {

    public boolean counted() {
        return countedAt != null;
    }
}
