package org.govintegrity.casefile;

import java.time.LocalDate;

/** A due date that moved: the old one, the new one and why. */
public record DueMove(String taskId, String caseNo, String taskName, LocalDate oldDue, LocalDate newDue, String why) {
}
