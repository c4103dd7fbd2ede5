package org.govintegrity.common.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A row of a file that came back: as it was handed in, with what is wrong. */
public interface ReturnedRow {

    /** The column that says what is wrong. */
    String PROBLEM = "错误";

    /** As the spreadsheet counts it. */
    int line();

    Map<String, String> cells();

    String problem();

    /** Headings for the file of those rows: the template's, and whatever columns the sender had besides. */
    static List<String> headings(List<String> template, Collection<? extends ReturnedRow> rows) {
        List<String> headings = new ArrayList<>(template);
        rows.forEach(row -> row.cells().keySet().stream().filter(column -> !headings.contains(column)).forEach(headings::add));
        return headings;
    }

    /** The rows as they came and, last, what is wrong with each; of a file that had come back before, that column is written anew. */
    static TableSheet.Sheet sheet(List<String> headings, Collection<? extends ReturnedRow> rows) {
        List<String> own = headings.stream().filter(heading -> !heading.equals(PROBLEM)).toList();
        List<String> all = new ArrayList<>(own);
        all.add(PROBLEM);
        return new TableSheet.Sheet("退回的行", all, rows.stream().map(row -> {
            List<String> cells = new ArrayList<>(own.stream().map(heading -> row.cells().get(heading)).toList());
            cells.add(row.problem());
            return cells;
        }).toList());
    }
}
