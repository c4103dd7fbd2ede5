package org.govintegrity.proposal;

import org.govintegrity.common.table.ReturnedRow;

import java.util.Map;

/** A row that came back, as it was handed in. @param line as the spreadsheet counts it */
public record Returned(int line, Map<String, String> cells, String problem) implements ReturnedRow {
}
