package org.govintegrity.complaint;

import java.time.LocalDateTime;

/** Somebody opened an identity. @param what {@code identity}, {@code original} or a file's number */
public record Opening(long id, String caseNo, String personId, String what, String reason, LocalDateTime openedAt) {
}
