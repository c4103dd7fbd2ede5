package org.govintegrity.absence;

import java.time.LocalDateTime;

/**
 * A task that a substitute took in somebody's stead.
 *
 * @param closedAt null while the substitute holds it
 * @param how      {@code done}, {@code returned} or {@code cancelled}; null while the substitute holds it
 */
public record TakenTask(long id, long absenceId, String taskId, String caseNo, String taskName, LocalDateTime takenAt, LocalDateTime closedAt, String how) {
}
