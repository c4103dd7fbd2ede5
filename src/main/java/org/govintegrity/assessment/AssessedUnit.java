package org.govintegrity.assessment;

import java.time.LocalDate;

/**
 * A unit of an assessment.
 *
 * @param excludedWhy null while it is assessed
 * @param toldOn      when it was told who assesses it
 */
public record AssessedUnit(String unitId, String excludedWhy, LocalDate toldOn) {

    public boolean assessed() {
        return excludedWhy == null;
    }
}
