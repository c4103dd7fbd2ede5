package org.govintegrity.appraisal;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * An appraisal of some units for some time (评议活动).
 *
 * @param periodFrom   first day on which votes are taken
 * @param periodTo     last day
 * @param countedAt    when the votes were counted; null until then
 * @param releasedAt   when the comments were decided on; null until then
 * @param cancelledAt  when it was called off; null unless it was
 * @param cancelReason why; null unless it was
 */
public record Campaign(String caseNo, String title, LocalDate periodFrom, LocalDate periodTo, LocalDateTime countedAt, LocalDateTime releasedAt,
                       LocalDateTime cancelledAt, String cancelReason) {

    public boolean counted() {
        return countedAt != null;
    }

    public boolean cancelled() {
        return cancelledAt != null;
    }

    /** Whether votes may still come in, now or later. */
    public boolean open() {
        return !counted() && !cancelled();
    }

    public String state() {
        return cancelled() ? "已取消" : counted() ? "已统计" : "评议中";
    }
}
