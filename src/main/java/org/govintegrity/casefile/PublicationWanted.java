package org.govintegrity.casefile;

import java.util.List;

/**
 * A case has something that everybody is to read; published within the transaction that decided so. Nothing is shown before it has
 * passed the publication gate, and what was shown of the same case and kind before gives way to it then.
 *
 * @param originNo   the case it comes from
 * @param kind       row of the table {@code publication-document}, such as {@code evaluation-result}
 * @param title      at most 100 characters
 * @param paragraphs the text; may be empty where there is a table
 * @param columns    heads of a table; empty where there is none
 * @param rows       as many texts each as there are columns
 */
public record PublicationWanted(String originNo, String kind, String title, List<String> paragraphs, List<String> columns, List<List<String>> rows) {

    public PublicationWanted {
        paragraphs = List.copyOf(paragraphs);
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("a row of " + row.size() + " in a table of " + columns.size() + " columns");
            }
        }
    }
}
