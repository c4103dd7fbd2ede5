package org.govintegrity.breach;

import java.time.LocalDate;

/** What whoever verified the clue has established; fields as in {@link BreachFinding}. */
public record Verification(String kind, String documentName, String documentNo, LocalDate documentDate, String gravity, String correction, String facts) {
}
