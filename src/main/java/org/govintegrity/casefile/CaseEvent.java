package org.govintegrity.casefile;

import java.time.LocalDateTime;

/** One line of a case's timeline. {@code actor} is a person's id, or {@code system}. Never changed once written. */
public record CaseEvent(long id, String caseNo, LocalDateTime at, String actor, String type, String text) {
}
