package org.govintegrity.publication;

import java.time.LocalDate;
import java.util.List;

/**
 * A text as everybody may read it; this, as JSON, is what is hashed and logged.
 *
 * @param documentNo number of the case in which it passed the gate
 * @param originNo   number of the case it comes from
 * @param kind       what such texts are called
 * @param until      last day on which it is shown
 */
public record PublicDocument(String documentNo, String originNo, String kind, String title, List<String> paragraphs, List<String> columns, List<List<String>> rows,
                             String basis, LocalDate publishedOn, LocalDate until) {
}
