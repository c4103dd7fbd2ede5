package org.govintegrity.objection;

import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;

/** What the record should have said; null where it said it right. */
public record Correction(String facts, String documentName, String documentNo, LocalDate documentDate, String decision, String breachClass) {

    boolean empty() {
        return Stream.of(facts, documentName, documentNo, documentDate, decision, breachClass).allMatch(Objects::isNull);
    }
}
