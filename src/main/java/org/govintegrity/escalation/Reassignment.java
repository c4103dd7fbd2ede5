package org.govintegrity.escalation;

import java.time.LocalDateTime;

/** A task given to another person. {@code fromPerson} is null where nobody had taken it. */
public record Reassignment(long id, String taskId, String caseNo, String fromPerson, String toPerson, String reason, String decidedBy, LocalDateTime decidedAt) {
}
