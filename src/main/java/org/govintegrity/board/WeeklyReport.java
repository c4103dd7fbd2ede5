package org.govintegrity.board;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * A weekly report as it was made. Holds figures and names of units; nobody's name, and nothing of a confidential case.
 *
 * @param no     number of its case
 * @param from   first day it is about
 * @param to     last day it is about
 * @param sha256 of its content as kept
 */
public record WeeklyReport(String no, LocalDate from, LocalDate to, LocalDateTime madeAt, String sha256, Content content) {

    /** What its files show: sentences and tables that are the same whenever they are written. */
    public record Content(String issuer, String summary, String changes, String ladder, String complaints, List<UnitLine> units, List<ClauseLine> clauses, List<LateLine> late) {
    }

    /** A unit or office with anything to do, or anything due in the week. */
    public record UnitLine(String name, int late, int near, int running, int done, String rate) {
    }

    /** A clause of the plan. */
    public record ClauseLine(String label, int late, int near, int running, int done) {
    }

    /** One of the tasks that are late the longest. */
    public record LateLine(String caseNo, String task, String unit, LocalDate due, long days) {
    }
}
