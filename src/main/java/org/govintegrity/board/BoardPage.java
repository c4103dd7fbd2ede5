package org.govintegrity.board;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * One page of the list behind a figure.
 *
 * @param page  from 1
 * @param pages at least 1
 * @param total rows on all pages, the number the figure shows
 */
public record BoardPage(List<Line> lines, int page, int pages, int total) {

    /**
     * A task, a step of the ladder, a case or a warning. Which columns are filled depends on {@link BoardSet#of}.
     *
     * @param taskId      null for cases and warnings
     * @param title       of the case; null where the reader may not read it
     * @param what        the task, without what tells several side by side apart where the case is confidential and not the reader's
     * @param owner       group that has to do it, or unit the case is about; null for a case the reader may not read
     * @param explanation the sum behind the due date
     * @param extendedBy  by how much it was extended, in the unit of its rule
     * @param step        the highest step of the ladder taken for the task, or the step itself; null for none
     * @param readable    whether the reader may open the case
     */
    public record Line(String taskId, String caseNo, String title, String what, String process, String owner, String clauses, LocalDate openedOn, LocalDate dueOn,
                       String explanation, int extendedBy, LocalDateTime closedAt, String closedBy, String step, LocalDateTime stepAt, boolean readable) {

        public boolean open() {
            return closedAt == null;
        }

        /** Calendar days between the due date and the day it was done, or {@code today} while it is not; 0 where it is not late. */
        public long daysLate(LocalDate today) {
            return dueOn == null ? 0 : Math.max(0, (closedAt == null ? today : closedAt.toLocalDate()).toEpochDay() - dueOn.toEpochDay());
        }
    }
}
