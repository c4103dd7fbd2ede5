package org.govintegrity.casefile;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/**
 * One case. Its number is the business key of the process instance that carries it.
 *
 * @param caseNo   for instance {@code JC-2026-0001}; parts of a case have {@code JC-2026-0001-03}
 * @param kind     process definition key
 * @param unitId   the unit the case is about; null where it is about several
 * @param clauses  clause ids of the plan
 * @param parentNo number of the case this one came from, or null
 * @param openedOn the day that decides which version of each rule counts
 * @param closedAt null while it runs
 * @param outcome  how it ended, a short code of its family; null while it runs
 */
public record CaseFile(String caseNo, String kind, String title, String unitId, List<String> clauses, String parentNo,
                       LocalDate openedOn, String openedBy, LocalDateTime closedAt, String outcome) {

    public boolean open() {
        return closedAt == null;
    }
}
