package org.govintegrity.publication;

import java.time.LocalDate;
import java.util.Map;

/**
 * A row of a public register as everybody may read it; this, as JSON, is what is hashed and logged.
 *
 * @param kind    what such rows are called
 * @param content value by its Chinese label, in the order shown
 * @param until   last day on which it is shown
 */
public record PublicRow(String rowNo, String kind, String subject, String creditCode, String documentNo, LocalDate documentDate, Map<String, String> content, String basis,
                        LocalDate publishedOn, LocalDate until) {
}
