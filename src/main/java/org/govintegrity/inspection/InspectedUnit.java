package org.govintegrity.inspection;

import java.time.LocalDateTime;

/**
 * One unit's part in an inspection.
 *
 * @param unitCaseNo number of its own case; null until the plan is approved
 * @param outcome    {@code clean}, {@code rectified}, {@code failed}, {@code cancelled}; null while it runs
 */
public record InspectedUnit(String caseNo, String unitId, String unitCaseNo, LocalDateTime endedAt, String outcome) {
}
