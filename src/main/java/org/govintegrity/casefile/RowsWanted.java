package org.govintegrity.casefile;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A case has rows of a public register that everybody is to be able to look up, such as the permits of 双公示; published within the transaction
 * that took them in. Each row passes the publication gate by itself: one may be held back and the others shown.
 *
 * @param originNo the case or batch they come from
 * @param kind     row of the table {@code publication-document}, such as {@code permit}
 * @param title    what the reviewer sees, at most 100 characters
 */
public record RowsWanted(String originNo, String kind, String title, List<Row> rows) {

    public RowsWanted {
        rows = List.copyOf(rows);
    }

    /**
     * @param rowNo   unique among all rows, at most 50 characters
     * @param subject whom it is about; never a natural person
     * @param code    its unified social credit code; null if unknown
     * @param until   last day on which it may be shown; the table may say earlier
     * @param content what is shown, value by its Chinese label, in this order
     * @param people  names of people that must be made unreadable wherever they occur
     */
    public record Row(String rowNo, String subject, String code, String documentNo, LocalDate documentDate, LocalDate until, Map<String, String> content, List<String> people) {

        public Row {
            content = new LinkedHashMap<>(content);
            people = List.copyOf(people);
        }
    }
}
