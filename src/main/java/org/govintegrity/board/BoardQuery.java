package org.govintegrity.board;

import java.time.LocalDate;
import java.util.List;

/**
 * What somebody looks at.
 *
 * @param from    first day of the period
 * @param to      last day of the period
 * @param since   first day of what counts as changed, up to the end of the period or today
 * @param unit    a unit, or a central role that has tasks of its own; null for all
 * @param clause  clause of the plan, or null for all
 * @param process process key, or null for all
 * @param reader  for whom it is counted
 */
public record BoardQuery(LocalDate from, LocalDate to, LocalDate since, String unit, String clause, String process, Reader reader) {

    /**
     * For whom it is counted. Who looks after the whole district sees that there is a task also where the case itself is not theirs
     * to read; a unit's head sees nothing of a confidential case of which they are no part.
     *
     * @param personId null for the system itself
     */
    public record Reader(String personId, List<String> groups, boolean districtWide) {

        /** The system itself, as for the weekly report. */
        public static Reader system() {
            return new Reader(null, List.of(), true);
        }
    }

    /** The same for another unit; null for all. */
    public BoardQuery ofUnit(String other) {
        return new BoardQuery(from, to, since, other, clause, process, reader);
    }

    /** The same for another clause; null for all. */
    public BoardQuery ofClause(String other) {
        return new BoardQuery(from, to, since, unit, other, process, reader);
    }

    /** The same for another process; null for all. */
    public BoardQuery ofProcess(String other) {
        return new BoardQuery(from, to, since, unit, clause, other, reader);
    }

    /** The same for another period. */
    public BoardQuery within(LocalDate first, LocalDate last) {
        return new BoardQuery(first, last, since, unit, clause, process, reader);
    }
}
