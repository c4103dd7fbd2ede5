package org.govintegrity.filing;

import org.govintegrity.credit.SealedIdentity;
import org.govintegrity.credit.SubjectKind;

import java.util.Map;

/**
 * A row as it lies in the table.
 *
 * @param line     as people count it
 * @param cells    what was written, by column; an identity number masked
 * @param identity the identity number, sealed; null where none was given or it was wrong
 * @param problem  what is wrong with it, or why a clerk has to decide; null if nothing
 * @param decision what the clerk decided: known, open or reject; null if nothing
 * @param chosenId whose file the clerk chose
 */
public record StagedRow(int rowNo, int line, String state, Map<Column, String> cells, SealedIdentity identity, String problem, String decision,
                        SubjectKind chosenKind, String chosenId, String decidedBy, String recordNo) {

    public String get(Column column) {
        return cells.get(column);
    }
}
