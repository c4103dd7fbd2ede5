package org.govintegrity.complaint;

import java.time.LocalDateTime;

/**
 * One message between complainant and office.
 *
 * @param side   {@code complainant}, {@code office} or {@code system}
 * @param author a person of the office; null otherwise
 */
public record Message(long id, LocalDateTime sentAt, String side, String author, String text) {
}
