package org.govintegrity.disclosure;

import org.govintegrity.common.table.ReturnedRow;

import java.util.Map;

/** A row that came back: as it was handed in, with what is wrong. */
public record Rejected(int line, Map<String, String> cells, String problem) implements ReturnedRow {
}
