package org.govintegrity.escalation;

import org.govintegrity.casefile.LadderStep;

import java.time.LocalDate;
import java.time.LocalDateTime;

/** A step of the ladder that was taken for a task. {@code unitId} is null where a central role is late. */
public record StepTaken(long id, String taskId, LadderStep step, String caseNo, String taskName, String ownerGroup, String unitId,
                        LocalDate dueOn, LocalDateTime takenAt) {
}
